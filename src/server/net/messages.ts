import { ErrorCode } from '../../contract/errors.ts';
import type { Session } from '../hubs/user-hub.ts';
import { randomId } from '../random.ts';
import type { NetParts } from './parts.ts';
import { mayNotAct, noSuchChannel, quoted, refused, wrongContent, type Outcome } from './rules.ts';

/** Spreads messages to the members of channels. */
export class Messages {
  readonly #parts: NetParts;

  constructor(parts: NetParts) {
    this.#parts = parts;
  }

  /** Spreads a message to every member of a channel, its author included. */
  spread(session: Session, channelId: string, content: string): Outcome<null> {
    const { channels, speaker, clock, random } = this.#parts;
    const denied = mayNotAct(session) ?? wrongContent(content);
    if (denied) return { refusal: denied };
    const channel = channels.get(channelId);
    if (!channel) return noSuchChannel(channelId);
    if (!channel.members.has(session.userId)) {
      return refused(
        ErrorCode.MESSAGE_NOT_MEMBER,
        `channel_id: got ${quoted(channelId)}, expected a channel you have joined`,
      );
    }
    speaker.message(channel, {
      message_id: randomId(random, 'msg_'),
      channel_id: channelId,
      author_id: session.userId,
      content,
      timestamp: clock.now(),
    });
    return { value: null };
  }
}
