import { z } from 'zod';
import { timestampMs } from '../../contract/fields.ts';
import { tokenClaims } from '../../contract/tokens.ts';
import type { BookEntry } from './book-entry.ts';

/** The lines in which tokens stood before there was a database; they are read, never written. */

const jti = z.string().min(1);

/** Times are in ms since 1970, except inside the claims (RFC 7519). */
const bookRecord = z.discriminatedUnion('record', [
  z.object({ record: z.literal('minted'), claims: tokenClaims }),
  z.object({ record: z.literal('revoked'), jti, at: timestampMs }),
  z.object({ record: z.literal('used'), jti, at: timestampMs }),
]);
type BookRecord = z.infer<typeof bookRecord>;

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
    return entry ?? { claims: record.claims, kid: null, revokedAt: null, usedAt: null };
  }
  if (entry === undefined) return undefined;
  if (record.record === 'used') {
    return record.at > (entry.usedAt ?? 0) ? { ...entry, usedAt: record.at } : entry;
  }
  return entry.revokedAt === null ? { ...entry, revokedAt: record.at } : entry;
}
