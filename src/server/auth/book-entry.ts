import { z } from 'zod';
import type { TokenView } from '../../contract/operator.ts';
import { tokenClaims, type TokenClaims } from '../../contract/tokens.ts';
import type { Database } from '../journal/database.ts';
import type { Revocation } from './revocation-list.ts';

/** What the book knows of one token. */
export type BookEntry = {
  readonly claims: TokenClaims;
  /** The key that it is signed with; null where an older version minted it. */
  readonly kid: string | null;
  readonly revokedAt: number | null;
  readonly usedAt: number | null;
};

/** A row of the table of tokens. */
export type TokenRow = {
  readonly jti: string;
  readonly claims: string;
  readonly revoked_at: number | null;
  readonly used_at: number | null;
  readonly rev: number;
};

/** The claims as they are kept: with the key, which stands in the header of the token itself. */
const keptClaims = tokenClaims.extend({ kid: z.string().optional() });

/** The text of a row that is read by `entryOf`. */
export function keptText(claims: TokenClaims, kid: string): string {
  return JSON.stringify({ ...claims, kid });
}

/** Reads a row; null for one that is no token. */
export function entryOf(row: TokenRow): BookEntry | null {
  try {
    const { kid = null, ...claims } = keptClaims.parse(JSON.parse(row.claims));
    if (claims.jti !== row.jti) return null;
    return { claims, kid, revokedAt: row.revoked_at, usedAt: row.used_at };
  } catch {
    return null;
  }
}

/** The tokens that the table says are revoked, as the list of revocations has them. */
export function revokedRows(db: Database): Revocation[] {
  const rows = db.prepare('SELECT * FROM tokens WHERE revoked_at IS NOT NULL').all() as TokenRow[];
  return rows.flatMap((row) => {
    const entry = entryOf(row);
    if (entry === null) return [];
    return [{ jti: row.jti, at: row.revoked_at ?? 0, ends_at: entry.claims.exp * 1000 }];
  });
}

/** When a key ends, in ms since 1970; null: not as long as no other takes over. */
export type KeyEnd = (kid: string) => number | null;

/** A token as operators see it; it ends with its key, where that ends first. */
export function entryView(
  { claims, kid, revokedAt, usedAt }: BookEntry,
  keyEnd: KeyEnd = () => null,
): TokenView {
  const expiresAt = claims.exp * 1000;
  return {
    jti: claims.jti,
    user_id: claims.sub,
    role: claims.role,
    channels: claims.channels,
    priority: claims.priority,
    issued_at: claims.iat * 1000,
    expires_at: Math.min(expiresAt, (kid === null ? null : keyEnd(kid)) ?? expiresAt),
    revoked_at: revokedAt,
    last_used_at: usedAt,
  };
}
