import { openToRead, transaction, type Database } from './database.ts';

/** What a net must not lose, and how to bring it over. */
const TABLES: readonly { readonly name: string; readonly columns: readonly string[] }[] = [
  {
    name: 'channels',
    columns: [
      ...['channel_id', 'channel_name', 'mode', 'capacity', 'srtp', 'creator', 'created_at'],
    ],
  },
  {
    name: 'sanctions',
    columns: [
      ...['kind', 'user', 'jti', 'ip', 'reason', 'by', 'since', 'until', 'lifted_at', 'lifted_by'],
    ],
  },
];

const TOKENS = { name: 'tokens', columns: ['jti', 'claims', 'revoked_at', 'used_at', 'rev'] };

/**
 * Brings over what can still be read of a damaged database: channels, bans and mutes, and tokens.
 * The rest (events, messages, sessions, traffic) stays where it is.
 *
 * @param withTokens whether revocations are known from elsewhere: without them a token whose
 *   revocation was lost with the damage would log in again, so none is brought over
 * @returns how many rows were saved
 */
export function salvage(db: Database, damaged: string, withTokens: boolean): number {
  let from: Database | undefined;
  try {
    from = openToRead(damaged);
    let saved = 0;
    for (const table of withTokens ? [...TABLES, TOKENS] : TABLES) {
      saved += copyTable(from, db, table.name, table.columns);
    }
    return saved;
  } catch {
    return 0; // not even opened
  } finally {
    from?.close();
  }
}

function copyTable(from: Database, to: Database, name: string, columns: readonly string[]): number {
  const list = columns.join(', ');
  const marks = columns.map(() => '?').join(', ');
  let saved = 0;
  transaction(to, () => {
    const insert = to.prepare(`INSERT OR IGNORE INTO ${name} (${list}) VALUES (${marks})`);
    try {
      for (const row of from.prepare(`SELECT ${list} FROM ${name}`).iterate()) {
        const values = columns.map(
          (column) => (row as Record<string, string | number | null>)[column] ?? null,
        );
        try {
          insert.run(...values);
          saved += 1;
        } catch {
          // A row that does not keep to the table's rules is part of the damage.
        }
      }
    } catch {
      // As far as it could be read.
    }
    if (name === 'tokens') {
      to.exec('UPDATE registry SET tokens = (SELECT ifnull(max(rev), 0) FROM tokens)');
    }
  });
  return saved;
}
