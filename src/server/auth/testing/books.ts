import { onTestFinished } from 'vitest';
import type { TokenClaims } from '../../../contract/tokens.ts';
import type { Database } from '../../journal/database.ts';
import { openJournalBeside } from '../../journal/store.ts';
import { ManualClock } from '../../manual-clock.ts';
import { TokenBook } from '../token-book.ts';
import { benchWith, type Bench } from './fixtures.ts';

export const bench = (): Bench<ManualClock> => benchWith(new ManualClock());

/** A connection to the book's database, closed with the test. */
export function connect({ dataDir }: Bench<ManualClock>): Database {
  const { db } = openJournalBeside({ dataDir });
  onTestFinished(() => {
    if (db.isOpen) db.close();
  });
  return db;
}

/** A book as one more process would open it. */
export function open(desk: Bench<ManualClock>, db = connect(desk)): TokenBook {
  const { dataDir, clock, warnings } = desk;
  return new TokenBook({ db, dataDir, clock, warn: (line) => void warnings.push(line) });
}

/** @param lifeS how long the token is good for, in s */
export function claims({ clock }: Bench<ManualClock>, jti: string, lifeS = 3600): TokenClaims {
  const iat = Math.floor(clock.now() / 1000);
  return { sub: 'ann', iat, exp: iat + lifeS, jti, role: 'radio', channels: ['*'], priority: 100 };
}

/** A token as it comes from who signs it. */
export function issued(desk: Bench<ManualClock>, jti: string, lifeS?: number) {
  return { claims: claims(desk, jti, lifeS), kid: 'key_1' };
}

/** What the trail tells, and of which token. */
export function kinds(db: Database): unknown[] {
  const rows = db.prepare('SELECT kind, jti FROM events ORDER BY id').all();
  return (rows as { kind: string; jti: string }[]).map(({ kind, jti }) => `${kind} ${jti}`);
}
