import { ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import { channelAllowed, utf8Bytes } from '../../contract/fields.ts';
import { Limit } from '../../contract/limits.ts';
import { SRTP_PROFILES } from '../../contract/srtp.ts';
import type { Channel } from '../hubs/channel-hub.ts';
import type { Session } from '../hubs/user-hub.ts';

/** Who asks for something: a radio's session, or an operator at the console. */
export type Actor = Session | 'operator';

/** A request either gives what was asked for, or a refusal after which nothing has changed. */
export type Outcome<T> = { readonly value: T } | { readonly refusal: Refusal };

export function refused(code: ErrorCode, reason: string): { readonly refusal: Refusal } {
  return { refusal: refuse(code, reason) };
}

export const quoted = (text: string): string => JSON.stringify(text);

/** A refusal if the radio's token does not allow the channel. */
export function mayNotUse(session: Session, channelId: string): Refusal | undefined {
  if (channelAllowed(session.channels, channelId)) return undefined;
  const allowed = session.channels.map(quoted).join(', ');
  return refuse(
    ErrorCode.NOT_ALLOWED,
    `channel_id: got ${quoted(channelId)}, your token allows ${allowed}`,
  );
}

/** The actor's name for the log. */
export function actorName(actor: Actor): string {
  return actor === 'operator' ? 'operator' : actor.userId;
}

export function noSuchChannel(channelId: string): { readonly refusal: Refusal } {
  return refused(ErrorCode.NO_SUCH_CHANNEL, `no channel ${quoted(channelId)}`);
}

/** A refusal if the radio may only listen. */
export function mayNotAct(session: Session): Refusal | undefined {
  if (session.role !== 'observer') return undefined;
  return refuse(ErrorCode.NOT_ALLOWED, 'observers listen: they make no channels and send nothing');
}

/** A refusal if a radio cannot speak SRTP in a channel that wants it. */
export function mustEncrypt(channel: Channel, wishes: readonly string[]): Refusal {
  const wanted = SRTP_PROFILES.join(' or ');
  const got = wishes.some((wish) => SRTP_PROFILES.some((profile) => profile === wish))
    ? 'srtp: keys are told over wss and from this machine alone, unless the settings allow more'
    : `srtp: got ${wishes.map(quoted).join(', ') || 'nothing'}, expected ${wanted}`;
  return refuse(ErrorCode.NOT_ALLOWED, `channel ${quoted(channel.id)} wants SRTP; ${got}`);
}

/** A refusal if a message is blank or too long. */
export function wrongContent(content: string): Refusal | undefined {
  if (content.trim() === '') {
    return refuse(ErrorCode.MESSAGE_EMPTY, 'content: got a blank text, expected a message');
  }
  const bytes = utf8Bytes(content);
  if (bytes <= Limit.MESSAGE_BYTES) return undefined;
  return refuse(
    ErrorCode.MESSAGE_TOO_LONG,
    `content: got ${bytes} bytes of UTF-8, expected at most ${Limit.MESSAGE_BYTES}`,
  );
}
