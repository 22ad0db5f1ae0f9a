import { ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import type { MessageEvent } from '../../contract/wire.ts';
import type { Session } from '../hubs/user-hub.ts';
import { randomId } from '../random.ts';
import type { NetParts } from './parts.ts';
import { mayNotAct, noSuchChannel, quoted, wrongContent, type Outcome } from './rules.ts';

/** Messages to the members of channels. */
export class Messages {
  readonly #parts: NetParts;

  constructor(parts: NetParts) {
    this.#parts = parts;
  }

  /** Makes a message, which nobody has heard yet. */
  compose(session: Session, channelId: string, content: string): Outcome<MessageEvent> {
    const { clock, random } = this.#parts;
    const denied =
      mayNotAct(session) ?? wrongContent(content) ?? this.#mayNotWrite(session, channelId);
    if (denied) return { refusal: denied };
    return {
      value: {
        message_id: randomId(random, 'msg_'),
        channel_id: channelId,
        author_id: session.userId,
        content,
        timestamp: clock.now(),
      },
    };
  }

  /** Spreads a message to every member of its channel, if its author is in there still. */
  spread(session: Session, message: MessageEvent): Outcome<null> {
    const { channels, speaker } = this.#parts;
    const denied = this.#mayNotWrite(session, message.channel_id);
    if (denied) return { refusal: denied };
    const channel = channels.get(message.channel_id);
    if (channel) speaker.message(channel, message);
    return { value: null };
  }

  #mayNotWrite(session: Session, channelId: string): Refusal | undefined {
    const { users, channels } = this.#parts;
    const channel = channels.get(channelId);
    if (!channel) return noSuchChannel(channelId).refusal;
    if (users.has(session) && channel.members.has(session.userId)) return undefined;
    const reason = `channel_id: got ${quoted(channelId)}, expected a channel you have joined`;
    return refuse(ErrorCode.MESSAGE_NOT_MEMBER, reason);
  }
}
