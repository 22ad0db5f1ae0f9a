import { ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import type { MessageEvent } from '../../contract/wire.ts';
import { randomId } from '../random.ts';
import type { NetParts } from './parts.ts';
import {
  actorName,
  mayNotAct,
  noSuchChannel,
  quoted,
  wrongContent,
  type Actor,
  type Outcome,
} from './rules.ts';

/** Messages to the members of channels. */
export class Messages {
  readonly #parts: NetParts;

  constructor(parts: NetParts) {
    this.#parts = parts;
  }

  /** Makes a message, which nobody has heard yet. */
  compose(actor: Actor, channelId: string, content: string): Outcome<MessageEvent> {
    const { clock, random } = this.#parts;
    const denied =
      (actor === 'operator' ? undefined : mayNotAct(actor)) ??
      wrongContent(content) ??
      this.#mayNotWrite(actor, channelId);
    if (denied) return { refusal: denied };
    return {
      value: {
        message_id: randomId(random, 'msg_'),
        channel_id: channelId,
        author_id: actorName(actor),
        content,
        timestamp: clock.now(),
      },
    };
  }

  /** Spreads a message to every member of its channel, if its author may still write there. */
  spread(actor: Actor, message: MessageEvent): Outcome<null> {
    const { channels, speaker } = this.#parts;
    const denied = this.#mayNotWrite(actor, message.channel_id);
    if (denied) return { refusal: denied };
    const channel = channels.get(message.channel_id);
    if (channel) speaker.message(channel, message);
    return { value: null };
  }

  /** Radios write where they are members, operators everywhere. */
  #mayNotWrite(actor: Actor, channelId: string): Refusal | undefined {
    const { users, channels } = this.#parts;
    const channel = channels.get(channelId);
    if (!channel) return noSuchChannel(channelId).refusal;
    if (actor === 'operator') return undefined;
    if (users.has(actor) && channel.members.has(actor.userId)) return undefined;
    const reason = `channel_id: got ${quoted(channelId)}, expected a channel you have joined`;
    return refuse(ErrorCode.MESSAGE_NOT_MEMBER, reason);
  }
}
