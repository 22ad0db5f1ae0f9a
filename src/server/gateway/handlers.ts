import { Op } from '../../contract/ops.ts';
import type { Refusal } from '../../contract/errors.ts';
import type { ChannelSummary, Member, MessageEvent } from '../../contract/wire.ts';
import type { Channel } from '../hubs/channel-hub.ts';
import type { Session } from '../hubs/user-hub.ts';
import { ackFrame } from '../net/frames.ts';
import type { Net } from '../net/net.ts';
import type { Outcome } from '../net/rules.ts';
import type { Request } from './requests.ts';

/** The requests of a radio that is logged in. */
export type SessionRequest = Exclude<
  Request,
  { op: typeof Op.HEARTBEAT | typeof Op.IDENTIFY | typeof Op.RESUME }
>;

/** What a request is answered with: a frame, a refusal, or nothing where its event is the answer. */
type Answer = Buffer | { readonly refusal: Refusal } | null;

/** An answer, or what has to be done when it is its turn to be given. */
export type DueAnswer = Answer | (() => Answer);

/** What the answers tell of the net besides its hubs. */
export type HandlerContext = {
  readonly net: Net;
  readonly udpPort: number;
  readonly keeper?: Keeper | undefined;
};

/** Who puts on disk what is acknowledged. */
export type Keeper = {
  /** Takes a message in. */
  keep(message: MessageEvent): void;
  /**
   * Resolves once all that was taken in by now is on disk, or it is of no use to wait any longer.
   * Calls are answered in their order.
   */
  settled(): Promise<unknown>;
};

/** The requests whose outcome has to be on disk before it is acknowledged. */
const KEPT: ReadonlySet<number> = new Set([
  Op.CHANNEL_CREATE,
  Op.CHANNEL_UPDATE,
  Op.CHANNEL_DELETE,
]);

/** Carries out a request and says what to answer, once that is on disk. */
export function handle(
  context: HandlerContext,
  session: Session,
  request: SessionRequest,
): DueAnswer | Promise<DueAnswer> {
  const { keeper } = context;
  const outcome = carryOut(context, session, request);
  if (!keeper || !KEPT.has(request.op) || isRefusal(outcome)) return outcome;
  return keeper.settled().then(() => outcome);
}

function isRefusal(outcome: DueAnswer | Promise<DueAnswer>): boolean {
  return outcome !== null && 'refusal' in outcome;
}

function carryOut(
  { net, udpPort, keeper }: HandlerContext,
  session: Session,
  request: SessionRequest,
): DueAnswer | Promise<DueAnswer> {
  switch (request.op) {
    case Op.CHANNEL_CREATE:
      return answer(net.createChannel(session, request.d), (channel) =>
        ackFrame(Op.CHANNEL_CREATE, named(channel)),
      );
    case Op.CHANNEL_UPDATE:
      return answer(
        net.renameChannel(session, request.d.channel_id, request.d.channel_name),
        (channel) => ackFrame(Op.CHANNEL_UPDATE, named(channel)),
      );
    case Op.CHANNEL_DELETE:
      return answer(net.deleteChannel(session, request.d.channel_id), (channel) =>
        ackFrame(Op.CHANNEL_DELETE, { channel_id: channel.id }),
      );
    case Op.CHANNEL_JOIN:
      return answer(
        net.join(session, request.d.channel_id, request.d.ssrc, request.d.srtp),
        ({ channel, srtp }) =>
          ackFrame(Op.CHANNEL_JOIN, {
            channel_id: channel.id,
            active_members: members(channel),
            media: {
              udp_port: udpPort,
              ...net.peers.get(request.d.ssrc)?.stun,
              ...(srtp && { srtp }),
            },
          }),
      );
    case Op.CHANNEL_LEAVE:
      return answer(net.leave(session, request.d.channel_id), (channel) =>
        ackFrame(Op.CHANNEL_LEAVE, { channel_id: channel.id }),
      );
    case Op.CHANNEL_LIST:
      return ackFrame(Op.CHANNEL_LIST, { channels: net.usableChannels(session).map(summary) });
    case Op.CHANNEL_INFO:
      return answer(net.usableChannel(session, request.d.channel_id), (channel) =>
        ackFrame(Op.CHANNEL_INFO, { ...summary(channel), active_members: members(channel) }),
      );
    case Op.MESSAGE_CREATE:
      return say(net, keeper, session, request.d);
  }
}

/** A message is heard by nobody before it is kept. */
function say(
  net: Net,
  keeper: Keeper | undefined,
  session: Session,
  { channel_id, content }: { readonly channel_id: string; readonly content: string },
): DueAnswer | Promise<DueAnswer> {
  const composed = net.compose(session, channel_id, content);
  // Even a refusal waits for its turn behind messages that wait for the disk.
  if ('refusal' in composed) return keeper ? keeper.settled().then(() => composed) : composed;
  const spread = (): Answer => answer(net.spread(session, composed.value), () => null);
  if (!keeper) return spread;
  keeper.keep(composed.value);
  return keeper.settled().then(() => spread);
}

function answer<T>(outcome: Outcome<T>, frame: (value: T) => Buffer | null): Answer {
  return 'refusal' in outcome ? outcome : frame(outcome.value);
}

function named(channel: Channel): { channel_id: string; channel_name: string } {
  return { channel_id: channel.id, channel_name: channel.name };
}

function members(channel: Channel): Member[] {
  return [...channel.members.values()].map(({ user_id, ssrc }) => ({ user_id, ssrc }));
}

function summary(channel: Channel): ChannelSummary {
  return {
    ...named(channel),
    mode: channel.mode,
    member_count: channel.members.size,
    capacity: channel.capacity,
  };
}
