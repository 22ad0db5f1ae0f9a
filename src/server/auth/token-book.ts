import type { NetEvent } from '../../contract/events.ts';
import type { OperatorError, Result, TokenView } from '../../contract/operator.ts';
import type { TokenClaims } from '../../contract/tokens.ts';
import type { Cancel, Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import { appendEvents } from '../journal/chain.ts';
import {
  isSqliteError,
  journalFault,
  oneRow,
  pragma,
  transaction,
  type Database,
} from '../journal/database.ts';
import { folderUnusable, type DataDir } from '../store/data-dir.ts';
import { StoreError } from '../store/store-error.ts';
import { systemCode, systemFault } from '../store/system-error.ts';
import {
  entryOf,
  entryView,
  keptText,
  revokedRows,
  type BookEntry,
  type KeyEnd,
  type TokenRow,
} from './book-entry.ts';
import { importTokens } from './book-import.ts';
import { RevocationList } from './revocation-list.ts';
import type { MintedJws } from './tokens.ts';

/** How often another process's changes are looked for, in ms. */
const POLL_MS = 1_000;

/** The last use of a token is noted at most this often, in ms. */
const USE_INTERVAL_MS = 60_000;

/** How long a token is remembered after its end, in ms. */
const KEEP_MS = 30 * 24 * 3600 * 1000;

export type TokenBookOptions = {
  /** The journal's database. */
  readonly db: Database;
  readonly dataDir: DataDir;
  readonly clock: Clock;
  /** When the key of a token ends; never where it is not given. */
  readonly keyEnd?: KeyEnd | undefined;
  /** Hears, in one line, of what is wrong but no reason to stop. */
  readonly warn: (line: string) => void;
  /** Notes a use some time later, so that a log-in need not wait; at once where it is not given. */
  readonly noteUse?: ((jti: string, at: number) => void) | undefined;
};

/**
 * The tokens that were minted, and what became of them: claims, never tokens. They are kept in
 * memory, which follows what other processes write. Revocations stand in a file of their own as
 * well, which is what counts: see `RevocationList`.
 */
export class TokenBook {
  /** A token is new, used, revoked or forgotten; says its `jti`. */
  readonly changed = new Emitter<string>();
  /** A token was revoked, here or by another process; says its `jti`. */
  readonly revoked = new Emitter<string>();

  readonly #options: TokenBookOptions;
  readonly #db: Database;
  readonly #revocations: RevocationList;
  readonly #entries = new Map<string, BookEntry>();
  #dataVersion = -1;
  /** The last change of the table that was taken in. */
  #rev = 0;
  /** Why the book could not be read the last time, to say it once and not every second. */
  #lastFault = '';

  /** @throws StoreError `folder_unusable` where the system refuses to read it */
  constructor(options: TokenBookOptions) {
    this.#options = options;
    this.#db = options.db;
    this.#revocations = new RevocationList(options.dataDir.revoked, options.clock);
    this.#try(() => {
      this.#revocations.begin(() => revokedRows(this.#db));
      this.#revocations.refresh();
      importTokens({ ...options, path: options.dataDir.tokens, revocations: this.#revocations });
    });
    this.refresh();
  }

  /** Looks for changes by other processes from now on, until it is cancelled. */
  watch(): Cancel {
    return this.#options.clock.every(POLL_MS, () => this.catchUp());
  }

  /** Takes in what is new; where that cannot be read, what was known before stays in force. */
  catchUp(): void {
    try {
      this.refresh();
      this.#lastFault = '';
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.message !== this.#lastFault) this.#options.warn(error.message);
      this.#lastFault = error.message;
    }
  }

  /**
   * Takes in what was changed since the last time.
   *
   * @throws StoreError `folder_unusable` where the system refuses to read it
   */
  refresh(): void {
    const before = new Map<string, BookEntry | undefined>();
    this.#try(() => {
      this.#readRows(before);
      for (const { jti } of this.#revocations.refresh()) this.#applyRevocation(jti, before);
    });
    this.#tell(before);
  }

  view(jti: string): TokenView | undefined {
    const entry = this.#entries.get(jti);
    return entry === undefined ? undefined : this.#viewOf(entry);
  }

  /** Every token, oldest first. */
  views(): TokenView[] {
    return [...this.#entries.values()].map((entry) => this.#viewOf(entry));
  }

  /**
   * Notes tokens that were minted, all or none; they are on disk before they are given away.
   *
   * @throws StoreError `folder_unusable`
   */
  add(minted: readonly Pick<MintedJws, 'claims' | 'kid'>[]): TokenView[] {
    this.#change((rev) => {
      const insert = this.#db.prepare('INSERT INTO tokens VALUES (?, ?, NULL, NULL, ?)');
      const at = this.#options.clock.now();
      for (const { claims, kid } of minted) insert.run(claims.jti, keptText(claims, kid), rev);
      appendEvents(
        this.#db,
        minted.map(({ claims }) => ({ at, event: tokenMinted(claims) })),
      );
    });
    return minted.map(({ claims }) => {
      const view = this.view(claims.jti);
      if (view === undefined) throw folderUnusable(this.#path, 'a row was not kept');
      return view;
    });
  }

  /**
   * Revokes a token; that is on disk when the call returns. Revoking it again changes nothing.
   *
   * @returns the token, or the error `no_such_token`
   * @throws StoreError `folder_unusable`; the token is then not revoked
   */
  revoke(jti: string): Result<TokenView> {
    this.refresh();
    const known = this.#entries.get(jti);
    if (known === undefined) return { ok: false, error: noSuchToken(jti) };
    if (known.revokedAt !== null) return { ok: true, value: this.#viewOf(known) };
    const at = this.#options.clock.now();
    const { sub: user, exp } = known.claims;
    this.#try(() => this.#revocations.add({ jti, at, ends_at: exp * 1000 }));
    this.#warnOnFault('a revocation stands in its own file alone', () =>
      this.#change((rev) => {
        this.#db
          .prepare('UPDATE tokens SET revoked_at = ?, rev = ? WHERE jti = ?')
          .run(at, rev, jti);
        const event = { kind: 'token.revoked', by: 'operator', user, jti, detail: {} } as const;
        appendEvents(this.#db, [{ at, event }]);
      }),
    );
    const before = new Map<string, BookEntry | undefined>();
    this.#applyRevocation(jti, before);
    this.#tell(before);
    return { ok: true, value: this.view(jti) ?? this.#viewOf(known) };
  }

  /** Notes that a token was used, at most once a minute. A full disk keeps no radio out. */
  used(jti: string): void {
    const at = this.#options.clock.now();
    const known = this.#entries.get(jti);
    if (!known || at - (known.usedAt ?? -Infinity) < USE_INTERVAL_MS) return;
    this.#entries.set(jti, { ...known, usedAt: at });
    this.changed.emit(jti);
    const { noteUse } = this.#options;
    if (noteUse) noteUse(jti, at);
    else {
      this.#warnOnFault('a use was not noted', () => {
        this.#db.prepare('UPDATE tokens SET used_at = ? WHERE jti = ?').run(at, jti);
      });
    }
  }

  /** Forgets tokens that ended long ago. */
  compact(): void {
    const since = this.#options.clock.now() - KEEP_MS;
    const old = [...this.#entries].filter(([, { claims }]) => claims.exp * 1000 < since);
    this.#warnOnFault('was not compacted', () => {
      if (old.length > 0) {
        transaction(this.#db, () => {
          const remove = this.#db.prepare('DELETE FROM tokens WHERE jti = ?');
          for (const [jti] of old) remove.run(jti);
        });
      }
      for (const [jti] of old) this.#entries.delete(jti);
      this.#revocations.compact(since);
    });
    for (const [jti] of old) this.changed.emit(jti);
  }

  #viewOf(entry: BookEntry): TokenView {
    return entryView(entry, this.#options.keyEnd);
  }

  get #path(): string {
    return this.#options.dataDir.journal;
  }

  /** Changes the table as the next of its changes, which other processes notice by its number. */
  #change(work: (rev: number) => void): void {
    this.#try(() =>
      transaction(this.#db, () => {
        this.#db.exec('UPDATE registry SET tokens = tokens + 1');
        work(this.#tableRev());
      }),
    );
    // One's own commits do not count for `data_version`.
    this.#dataVersion = -1;
    this.refresh();
  }

  #readRows(before: Map<string, BookEntry | undefined>): void {
    const version = pragma(this.#db, 'data_version');
    if (version === this.#dataVersion) return;
    const rev = this.#tableRev();
    if (rev !== this.#rev) {
      const rows = this.#db.prepare('SELECT * FROM tokens WHERE rev > ? ORDER BY rowid');
      for (const row of rows.all(this.#rev) as TokenRow[]) this.#takeRow(row, before);
      this.#rev = rev;
    }
    this.#dataVersion = version;
  }

  #tableRev(): number {
    return oneRow<{ rev: number }>(this.#db, 'SELECT tokens AS rev FROM registry')?.rev ?? 0;
  }

  #takeRow(row: TokenRow, before: Map<string, BookEntry | undefined>): void {
    const { jti } = row;
    const entry = entryOf(row);
    if (entry === null) {
      this.#options.warn(`${this.#path}: a token is damaged; skipped`);
      return;
    }
    const known = this.#entries.get(jti);
    if (!before.has(jti)) before.set(jti, known);
    const usedAt = Math.max(entry.usedAt ?? 0, known?.usedAt ?? 0) || null;
    const revokedAt = this.#revocations.revokedAt(jti) ?? entry.revokedAt;
    this.#entries.set(jti, { ...entry, usedAt, revokedAt });
  }

  #applyRevocation(jti: string, before: Map<string, BookEntry | undefined>): void {
    const known = this.#entries.get(jti);
    if (known?.revokedAt !== null) return;
    if (!before.has(jti)) before.set(jti, known);
    this.#entries.set(jti, { ...known, revokedAt: this.#revocations.revokedAt(jti) });
  }

  #tell(before: ReadonlyMap<string, BookEntry | undefined>): void {
    for (const [jti, was] of before) {
      const is = this.#entries.get(jti);
      if (was === is) continue;
      this.changed.emit(jti);
      if (is !== undefined && is.revokedAt !== null && (was?.revokedAt ?? null) === null) {
        this.revoked.emit(jti);
      }
    }
  }

  #try<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw folderUnusable(this.#path, faultWords(error));
    }
  }

  #warnOnFault(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      const fault = error instanceof StoreError ? error.fault : faultWords(error);
      this.#options.warn(`${this.#path}: ${what}: ${fault}`);
    }
  }
}

function tokenMinted({ jti, sub: user, role, exp }: TokenClaims): NetEvent {
  const detail = { role, expires_at: exp * 1000 };
  return { kind: 'token.minted', by: 'operator', user, jti, detail };
}

/** @throws the error itself where it came neither from the system nor from SQLite: it is a bug */
function faultWords(error: unknown): string {
  if (isSqliteError(error)) return `${error.message} (${journalFault(error)})`;
  if (systemCode(error) !== undefined) return systemFault(error);
  throw error;
}

/** A token itself, given by mistake, is not repeated. */
export function noSuchToken(jti: string): OperatorError {
  const shown = /^[\w-]{1,64}$/.test(jti) ? jti : '(not shown)';
  const reason = `jti: got ${shown}, expected the id of a token in the list`;
  return { code: 'no_such_token', reason, params: { jti: shown } };
}
