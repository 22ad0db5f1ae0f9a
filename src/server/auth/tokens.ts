import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { Limit } from '../../contract/limits.ts';
import { tokenClaims, type TokenClaims, type TokenRequest } from '../../contract/tokens.ts';
import type { Clock } from '../clock.ts';
import { randomId, type Random } from '../random.ts';
import type { KeyRing } from './key-ring.ts';

/** The one algorithm (RFC 7518, section 3.2); a token never chooses its own (RFC 8725, 3.1). */
const ALGORITHM = 'HS256';

/** How far the clock of whoever minted a token may be ahead, in seconds. */
const EARLY_TOLERANCE_S = 60;

/** Why a token does not log in, in words for a radio. They say nothing that helps to guess. */
export const TokenFault = {
  INVALID: 'token invalid',
  EXPIRED: 'token expired',
  REVOKED: 'token revoked',
  OTHER_USER: 'token is for another user',
} as const;
export type TokenFault = (typeof TokenFault)[keyof typeof TokenFault];

export type Verified =
  | { readonly ok: true; readonly claims: TokenClaims }
  | { readonly ok: false; readonly reason: TokenFault };

/** A token, what it says, and the key it is signed with. */
export type MintedJws = {
  readonly token: string;
  readonly claims: TokenClaims;
  readonly kid: string;
};

/** Signs tokens and checks their signatures; what became of a token is in the book. */
export class TokenIssuer {
  readonly #keys: KeyRing;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(keys: KeyRing, clock: Clock, random: Random) {
    this.#keys = keys;
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Makes a token: a JWS in its compact form (RFC 7515, section 7.1; RFC 7519).
   *
   * @throws StoreError `keys_unreadable`
   */
  async mint(request: TokenRequest): Promise<MintedJws> {
    const issuedAt = this.#seconds();
    const claims: TokenClaims = {
      sub: request.user_id,
      iat: issuedAt,
      exp: issuedAt + request.ttl_s,
      jti: randomId(this.#random, 'tok_'),
      role: request.role,
      channels: request.channels,
      priority: request.priority,
    };
    const { kid, key } = this.#keys.signing();
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid })
      .sign(key);
    return { token, claims, kid };
  }

  /**
   * Checks a token's signature, its time and its user.
   *
   * @param token as the radio sent it
   * @param userId the user that the radio says it is
   */
  async verify(token: string, userId: string): Promise<Verified> {
    const payload = await this.#payload(token);
    if (typeof payload === 'string') return { ok: false, reason: payload };
    const { success, data: claims } = tokenClaims.safeParse(payload);
    if (!success || claims.iat > this.#seconds() + EARLY_TOLERANCE_S) {
      return { ok: false, reason: TokenFault.INVALID };
    }
    if (claims.sub !== userId) return { ok: false, reason: TokenFault.OTHER_USER };
    return { ok: true, claims };
  }

  async #payload(token: string): Promise<JWTPayload | TokenFault> {
    if (!plausible(token)) return TokenFault.INVALID;
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.#keyFor(kid), {
        algorithms: [ALGORITHM],
        requiredClaims: ['exp', 'iat'],
        currentDate: new Date(this.#clock.now()),
      });
      return payload;
    } catch (error) {
      // The library looks at times only once the signature is good.
      if (error instanceof errors.JWTExpired) return TokenFault.EXPIRED;
      if (error instanceof errors.JOSEError) return TokenFault.INVALID;
      throw error;
    }
  }

  #keyFor(kid: string | undefined): ReturnType<KeyRing['signing']>['key'] {
    const found = typeof kid === 'string' ? this.#keys.find(kid) : undefined;
    if (found === undefined) throw new errors.JWKSNoMatchingKey();
    return found.key;
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1000);
  }
}

/**
 * Whether a text can be a token at all. Each part must be base64url in its one canonical form
 * (RFC 4648, section 3.5), so that a token has no twins that read differently.
 */
function plausible(token: string): boolean {
  if (token.length > Limit.TOKEN_BYTES) return false;
  const parts = token.split('.');
  return (
    parts.length === 3 &&
    parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  );
}
