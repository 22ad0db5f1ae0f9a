import { z } from 'zod';
import { timestampMs } from '../../contract/fields.ts';
import type { TokenView } from '../../contract/operator.ts';
import { tokenClaims, type TokenClaims } from '../../contract/tokens.ts';

const jti = z.string().min(1);

/** A line of the book. Times are in ms since 1970, except inside the claims (RFC 7519). */
const bookRecord = z.discriminatedUnion('record', [
  z.object({ record: z.literal('minted'), claims: tokenClaims }),
  z.object({ record: z.literal('revoked'), jti, at: timestampMs }),
  z.object({ record: z.literal('used'), jti, at: timestampMs }),
]);
export type BookRecord = z.infer<typeof bookRecord>;

/** Reads a line; null for one that is no record. */
export function parseRecord(line: string): BookRecord | null {
  try {
    return bookRecord.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** The token that a record speaks of. */
export function recordJti(record: BookRecord): string {
  return record.record === 'minted' ? record.claims.jti : record.jti;
}

/** What the book knows of one token. */
export type BookEntry = {
  readonly claims: TokenClaims;
  readonly revokedAt: number | null;
  readonly usedAt: number | null;
};

/** The lines that say all there is to know of a token. */
export function entryLines({ claims, revokedAt, usedAt }: BookEntry): string[] {
  const records: BookRecord[] = [{ record: 'minted', claims }];
  if (usedAt !== null) records.push({ record: 'used', jti: claims.jti, at: usedAt });
  if (revokedAt !== null) records.push({ record: 'revoked', jti: claims.jti, at: revokedAt });
  return records.map((record) => JSON.stringify(record));
}

/** A token as operators see it. */
export function entryView({ claims, revokedAt, usedAt }: BookEntry): TokenView {
  return {
    jti: claims.jti,
    user_id: claims.sub,
    role: claims.role,
    channels: claims.channels,
    priority: claims.priority,
    issued_at: claims.iat * 1000,
    expires_at: claims.exp * 1000,
    revoked_at: revokedAt,
    last_used_at: usedAt,
  };
}

/**
 * What a record makes of what was known of its token.
 *
 * @returns the same entry where it says nothing new, undefined where it speaks of no known token
 */
export function applyRecord(
  entry: BookEntry | undefined,
  record: BookRecord,
): BookEntry | undefined {
  if (record.record === 'minted') {
    return entry ?? { claims: record.claims, revokedAt: null, usedAt: null };
  }
  if (entry === undefined) return undefined;
  if (record.record === 'used') {
    return record.at > (entry.usedAt ?? 0) ? { ...entry, usedAt: record.at } : entry;
  }
  return entry.revokedAt === null ? { ...entry, revokedAt: record.at } : entry;
}
