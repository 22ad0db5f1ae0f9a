/**
 * Every error that a radio can be answered with (`code` of op 201). The table is closed: a code
 * that is not here is never sent.
 */
export const ErrorCode = {
  NOT_AUTHENTICATED: 1000,
  TOKEN_INVALID: 1001,
  ALREADY_IDENTIFIED: 1002,
  UNKNOWN_OP: 1003,
  MALFORMED: 1004,
  RATE_LIMITED: 1005,
  BANNED: 1006,
  NO_SUCH_CHANNEL: 2000,
  CHANNEL_FULL: 2001,
  NOT_ALLOWED: 2002,
  ALREADY_MEMBER: 2003,
  NOT_MEMBER: 2004,
  SSRC_IN_USE: 2005,
  MESSAGE_EMPTY: 3000,
  MESSAGE_TOO_LONG: 3001,
  MESSAGE_NOT_MEMBER: 3002,
  FLOOR_NOT_PTT: 4000,
  FLOOR_DENIED: 4001,
  INTERNAL: 9000,
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** A refusal: what a request is answered with when it cannot be done. Nothing has changed. */
export type Refusal = { readonly code: ErrorCode; readonly reason: string };

/** Builds a refusal from the table. */
export function refuse(code: ErrorCode, reason: string): Refusal {
  return { code, reason };
}

/** Codes with which the server closes a WebSocket (RFC 6455, section 7.4; 4xxx are ours). */
export const CloseCode = {
  GOING_AWAY: 1001,
  BINARY_FRAME: 1003,
  FRAME_TOO_LARGE: 1009,
  IDENTIFY_TIMEOUT: 4003,
  IDENTIFY_FAILED: 4004,
  REPLACED: 4006,
  RATE_LIMITED: 4008,
  ZOMBIE: 4009,
  KICKED: 4010,
  BANNED: 4011,
  TOKEN_REVOKED: 4012,
  SLOW_CONSUMER: 4013,
} as const;

export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** The words sent in the close frame beside each code. */
export const CLOSE_REASON: Readonly<Record<CloseCode, string>> = {
  [CloseCode.GOING_AWAY]: 'the net is going off the air',
  [CloseCode.BINARY_FRAME]: 'binary frames are not part of the protocol',
  [CloseCode.FRAME_TOO_LARGE]: 'frame too large',
  [CloseCode.IDENTIFY_TIMEOUT]: 'no IDENTIFY in time',
  [CloseCode.IDENTIFY_FAILED]: 'too many failed IDENTIFYs',
  [CloseCode.REPLACED]: 'replaced by a newer session of the same user',
  [CloseCode.RATE_LIMITED]: 'rate limit kept being exceeded',
  [CloseCode.ZOMBIE]: 'silent for too long',
  [CloseCode.KICKED]: 'kicked by an operator',
  [CloseCode.BANNED]: 'banned',
  [CloseCode.TOKEN_REVOKED]: 'token revoked',
  [CloseCode.SLOW_CONSUMER]: 'reads too slowly',
};
