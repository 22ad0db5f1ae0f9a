import { CloseCode } from '../../contract/errors.ts';
import { BY_NET, OPERATOR, type NetEvent, type SessionEnd } from '../../contract/events.ts';
import type { MemberView } from '../../contract/operator.ts';
import type { Channel } from '../hubs/channel-hub.ts';
import type { Session } from '../hubs/user-hub.ts';
import { actorName, type Actor } from './rules.ts';

/** The net's events, each built in one place. */

const ENDS: Readonly<Record<CloseCode, SessionEnd>> = {
  [CloseCode.GOING_AWAY]: 'net_stopped',
  [CloseCode.BINARY_FRAME]: 'bad_frame',
  [CloseCode.FRAME_TOO_LARGE]: 'bad_frame',
  [CloseCode.IDENTIFY_TIMEOUT]: 'bad_frame',
  [CloseCode.IDENTIFY_FAILED]: 'bad_frame',
  [CloseCode.REPLACED]: 'replaced',
  [CloseCode.RATE_LIMITED]: 'rate_limited',
  [CloseCode.ZOMBIE]: 'zombie',
  [CloseCode.KICKED]: 'kicked',
  [CloseCode.BANNED]: 'banned',
  [CloseCode.TOKEN_REVOKED]: 'revoked',
  [CloseCode.SLOW_CONSUMER]: 'slow',
};

/** Who ends a session so. */
const ENDED_BY: Readonly<Partial<Record<SessionEnd, string>>> = {
  kicked: OPERATOR,
  banned: OPERATOR,
  revoked: OPERATOR,
  net_stopped: OPERATOR,
  zombie: BY_NET,
  lost: BY_NET,
  slow: BY_NET,
  rate_limited: BY_NET,
  bad_frame: BY_NET,
};

/**
 * Why a session ends.
 *
 * @param code with which the net closes its WebSocket; undefined where that was not the net
 */
export function endOf(code: CloseCode | undefined, isLost: boolean): SessionEnd {
  if (code !== undefined) return ENDS[code];
  return isLost ? 'lost' : 'left';
}

type WhoseSession = { user: string; address: string; jti?: string };

function whose({ userId: user, jti, link }: Session): WhoseSession {
  return { user, address: link.address, ...(jti !== null && { jti }) };
}

export function loggedIn(session: Session): NetEvent {
  const detail = { role: session.role, session_id: session.id };
  return { kind: 'radio.login', by: session.userId, ...whose(session), detail };
}

/** @param now in ms since 1970 */
export function sessionEnded(session: Session, why: SessionEnd, now: number): NetEvent {
  const by = ENDED_BY[why] ?? session.userId;
  const ms = Math.max(0, now - session.connectedAt);
  const detail = { session_id: session.id, why, ms };
  return { kind: 'session.ended', by, ...whose(session), detail };
}

/** Its connection broke; it may be resumed. */
export function sessionLost(session: Session): NetEvent {
  const detail = { session_id: session.id };
  return { kind: 'session.lost', by: BY_NET, ...whose(session), detail };
}

/** @param replayed events that its radio had missed */
export function sessionResumed(session: Session, replayed: number): NetEvent {
  const detail = { session_id: session.id, replayed };
  return { kind: 'session.resumed', by: session.userId, ...whose(session), detail };
}

export function channelCreated(actor: Actor, channel: Channel): NetEvent {
  const { id, name: channel_name, mode, capacity, srtp } = channel;
  const detail = { channel_name, mode, capacity, srtp };
  return { kind: 'channel.created', by: actorName(actor), channel: id, detail };
}

export function channelRenamed(actor: Actor, { id, name: to }: Channel, from: string): NetEvent {
  return { kind: 'channel.renamed', by: actorName(actor), channel: id, detail: { from, to } };
}

export function channelDeleted(actor: Actor, { id, name: channel_name }: Channel): NetEvent {
  return { kind: 'channel.deleted', by: actorName(actor), channel: id, detail: { channel_name } };
}

export function joined({ id: channel }: Channel, member: MemberView, encrypted: boolean): NetEvent {
  const { user_id: user, ssrc } = member;
  return { kind: 'channel.joined', by: user, user, channel, ssrc, detail: { encrypted } };
}

/** @param by the user, or who deleted the channel */
export function left({ id: channel }: Channel, member: MemberView, by: string): NetEvent {
  const { user_id: user, ssrc } = member;
  return { kind: 'channel.left', by, user, channel, ssrc, detail: {} };
}

/** @param user who it said it was */
export function loginRefused(user: string | undefined, address: string, reason: string): NetEvent {
  const detail = { reason: reason.slice(0, 500) };
  return { kind: 'radio.login_refused', by: user ?? BY_NET, user, address, detail };
}
