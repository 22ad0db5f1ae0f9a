import { z } from 'zod';
import { channelPattern, priority, role, tokenTtl, userId } from './fields.ts';
import { Default, Limit } from './limits.ts';

/** The claims of a token, a JWS of HS256 (RFC 7515, RFC 7519) with the key's `kid` in its header. */
export const tokenClaims = z.object({
  /** The user that the token is for. */
  sub: userId,
  /** When it was minted and when it ends, in seconds since 1970. */
  iat: z.int(),
  exp: z.int(),
  /** Names the token itself, for revocation. */
  jti: z.string().min(1),
  role,
  /** Patterns of the channel ids it allows. */
  channels: z.array(channelPattern),
  /** The most urgent priority that its user may ask for, 0 to 255. */
  priority,
});
export type TokenClaims = z.infer<typeof tokenClaims>;

/** What an operator asks for when minting a token. */
export const tokenRequest = z.strictObject({
  user_id: userId,
  ttl_s: tokenTtl.default(Default.TOKEN_TTL_S),
  role: role.default('radio'),
  channels: z.array(channelPattern).min(1).max(Limit.TOKEN_CHANNELS).default(['*']),
  priority: priority.default(Default.TOKEN_PRIORITY),
});

/** Tokens for several users: all of them are minted, or none. */
export const tokenRequests = z.strictObject({
  tokens: z.array(tokenRequest).min(1).max(Limit.TOKENS_AT_ONCE),
});
export type TokenRequest = z.infer<typeof tokenRequest>;
export type TokenRequestInput = z.input<typeof tokenRequest>;
