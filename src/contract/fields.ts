import { z } from 'zod';
import { Limit } from './limits.ts';
import { SRTP_PROFILES } from './srtp.ts';

/**
 * The length of a text in bytes of UTF-8 (RFC 3629, section 3).
 *
 * @param text any string; a lone surrogate counts as the three bytes of U+FFFD
 * @returns bytes
 */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Text that people read and other radios show: no control characters, no broken Unicode. */
function label(what: string, maxBytes: number): z.ZodString {
  return z.string().check((context) => {
    const { value } = context;
    const wanted = `expected ${what} of 1 to ${maxBytes} bytes without control characters`;
    const wrong =
      value.trim() === '' ||
      utf8Bytes(value) > maxBytes ||
      /\p{Cc}/u.test(value) ||
      !value.isWellFormed();
    if (wrong) context.issues.push({ code: 'custom', message: wanted, input: value });
  });
}

/** A user that is nobody: the actor of what operators and the net itself do. */
export const SYSTEM_USER = 'system';

/** The author of what an operator writes and does: no radio may pass for it. */
export const OPERATOR_USER = 'operator';

export const userId = label('a user id', Limit.ID_BYTES)
  .refine((id) => id !== SYSTEM_USER, {
    error: `expected a user id other than "${SYSTEM_USER}", which stands for the net itself`,
  })
  .refine((id) => id !== OPERATOR_USER, {
    error: `expected a user id other than "${OPERATOR_USER}", which stands for the dispatcher`,
  });
export const channelId = label('a channel id', Limit.ID_BYTES);
/** A message as it is written: 1 to 2,000 bytes of UTF-8, and not blank. */
export const messageContent = z.string().check(({ value, issues }) => {
  const wrong = value.trim() === '' || utf8Bytes(value) > Limit.MESSAGE_BYTES;
  const message = `which is ${utf8Bytes(value)} bytes; expected 1 to ${Limit.MESSAGE_BYTES} bytes of UTF-8, not blank`;
  if (wrong) issues.push({ code: 'custom', message, input: value });
});

export const channelName = label('a channel name', Limit.NAME_BYTES);

/** A pattern of channel ids; `*` stands for any run of characters. */
export const channelPattern = label('a channel pattern', Limit.ID_BYTES);

export const u32 = z.int().min(0).max(0xffff_ffff);
export const port = z.int().min(0).max(65_535);
export const timestampMs = z.int().min(0);
export const capacity = z.int().min(1).max(Limit.CHANNEL_MEMBERS);
export const priority = z.int().min(0).max(255);

/** How a channel is spoken on. `ptt`, one talker at a time, comes with floor control. */
export const channelMode = z.enum(['open']);
export type ChannelMode = z.infer<typeof channelMode>;

/** Whether a channel lets radios in that speak plain RTP. */
export const channelSrtp = z.enum(['optional', 'required']);
export type ChannelSrtp = z.infer<typeof channelSrtp>;

export const srtpProfile = z.enum(SRTP_PROFILES);

/** The profiles a radio speaks, the one it likes best first; names that nobody knows are allowed. */
export const srtpWishes = z.array(z.string().max(64)).max(16);

/** How a media address became known: by plain RTP from the radio's IP, or proved by STUN or SRTP. */
export const latchedBy = z.enum(['rtp', 'stun', 'srtp']);
export type LatchedBy = z.infer<typeof latchedBy>;

export const role = z.enum(['radio', 'dispatcher', 'observer']);
export type Role = z.infer<typeof role>;

/** Life of a token in seconds. */
export const tokenTtl = z.int().min(Limit.TOKEN_TTL_S.min).max(Limit.TOKEN_TTL_S.max);

/**
 * Whether a channel is among those that a token allows.
 *
 * @param patterns channel ids, in which `*` stands for any run of characters
 */
export function channelAllowed(patterns: readonly string[], id: string): boolean {
  return patterns.some((pattern) => matches(pattern, id));
}

function matches(pattern: string, id: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return pattern === id;
  if (!id.startsWith(head) || !id.endsWith(tail) || id.length < head.length + tail.length) {
    return false;
  }
  let from = head.length;
  const end = id.length - tail.length;
  for (const part of rest) {
    const found = id.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
