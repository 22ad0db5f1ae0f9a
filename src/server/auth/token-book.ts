import type { OperatorError, Result, TokenView } from '../../contract/operator.ts';
import type { TokenClaims } from '../../contract/tokens.ts';
import type { Cancel, Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import { AppendFile } from '../store/append-file.ts';
import { folderUnusable } from '../store/data-dir.ts';
import { withLock } from '../store/lock-file.ts';
import { StoreError } from '../store/store-error.ts';
import { systemFault } from '../store/system-error.ts';
import {
  applyRecord,
  entryLines,
  entryView,
  parseRecord,
  recordJti,
  type BookEntry,
  type BookRecord,
} from './book-record.ts';

/** How often another process's lines are looked for, in ms. */
const POLL_MS = 1_000;

/** The last use of a token is noted at most this often, in ms. */
const USE_INTERVAL_MS = 60_000;

/** How long a token is remembered after its end, in ms. */
const KEEP_MS = 30 * 24 * 3600 * 1000;

export type TokenBookOptions = {
  /** The book's file. */
  readonly path: string;
  readonly clock: Clock;
  /** Hears, in one line, of what is wrong but no reason to stop. */
  readonly warn: (line: string) => void;
};

/**
 * The tokens that were minted, and what became of them: a file that is only appended to. Claims
 * stand in it, tokens never. What this process writes it learns as it learns of the lines of
 * others: by reading the file.
 */
export class TokenBook {
  /** A token is new, used, revoked or forgotten; says its `jti`. */
  readonly changed = new Emitter<string>();
  /** A token was revoked, here or by another process; says its `jti`. */
  readonly revoked = new Emitter<string>();

  readonly #options: TokenBookOptions;
  readonly #file: AppendFile;
  #entries = new Map<string, BookEntry>();
  #linesRead = 0;
  /** Why the file could not be read the last time, to say it once and not every second. */
  #lastFault = '';

  /** @throws StoreError `folder_unusable` where the system refuses to read the file */
  constructor(options: TokenBookOptions) {
    this.#options = options;
    this.#file = new AppendFile(options.path);
    this.refresh();
  }

  /** Looks for lines of other processes from now on, until it is cancelled. */
  watch(): Cancel {
    return this.#options.clock.every(POLL_MS, () => this.catchUp());
  }

  /** Takes in what was appended; where that cannot be read, what was known before stays in force. */
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
   * Takes in what was appended since the last time.
   *
   * @throws StoreError `folder_unusable` where the system refuses to read the file
   */
  refresh(): void {
    const { whole, lines } = this.#try(() => this.#file.read());
    if (!whole && lines.length === 0) return;
    /** What was known before of each token that the lines speak of. */
    const before = new Map<string, BookEntry | undefined>(whole ? this.#entries : []);
    if (whole) {
      this.#entries = new Map();
      this.#linesRead = 0;
    }
    for (const line of lines) this.#take(line, before);
    this.#tell(before);
  }

  view(jti: string): TokenView | undefined {
    const entry = this.#entries.get(jti);
    return entry === undefined ? undefined : entryView(entry);
  }

  /** Every token, oldest first. */
  views(): TokenView[] {
    return [...this.#entries.values()].map(entryView);
  }

  /**
   * Notes a token that was minted; it is on disk before the token is given away.
   *
   * @throws StoreError `folder_unusable`
   */
  add(claims: TokenClaims): TokenView {
    this.#append({ record: 'minted', claims }, true);
    const view = this.view(claims.jti);
    if (view === undefined) throw folderUnusable(this.#file.path, 'a line was not kept');
    return view;
  }

  /**
   * Revokes a token; that is on disk when the call returns. Revoking it again changes nothing.
   *
   * @returns the token, or the error `no_such_token`
   * @throws StoreError `folder_unusable`; the token is then not revoked
   */
  revoke(jti: string): Result<TokenView> {
    this.refresh();
    const known = this.view(jti);
    if (known === undefined) return { ok: false, error: noSuchToken(jti) };
    if (known.revoked_at !== null) return { ok: true, value: known };
    this.#append({ record: 'revoked', jti, at: this.#options.clock.now() }, true);
    return { ok: true, value: this.view(jti) ?? known };
  }

  /** Notes that a token was used, at most once a minute. A full disk keeps no radio out. */
  used(jti: string): void {
    const at = this.#options.clock.now();
    if (at - (this.#entries.get(jti)?.usedAt ?? -Infinity) < USE_INTERVAL_MS) return;
    this.#warnOnFault('a use was not noted', () =>
      this.#append({ record: 'used', jti, at }, false),
    );
  }

  /**
   * Rewrites the file without tokens that ended long ago and lines that say nothing any more. Left
   * for another time where another process is at it, or just appended.
   */
  compact(): void {
    const { clock } = this.#options;
    this.#warnOnFault('was not compacted', () => {
      const since = clock.now() - KEEP_MS;
      const kept = [...this.#entries.values()].filter(({ claims }) => claims.exp * 1000 >= since);
      const lines = kept.flatMap(entryLines);
      if (lines.length === this.#linesRead) return;
      withLock(this.#file.path, clock, () => this.#file.replace(lines));
      this.refresh();
    });
  }

  #append(record: BookRecord, durable: boolean): void {
    this.#try(() => {
      this.#file.append(JSON.stringify(record), { durable });
    });
    this.refresh();
  }

  #take(line: string, before: Map<string, BookEntry | undefined>): void {
    this.#linesRead += 1;
    if (line === '') return;
    const record = parseRecord(line);
    const jti = record === null ? '' : recordJti(record);
    const known = this.#entries.get(jti);
    const entry = record === null ? undefined : applyRecord(known, record);
    if (entry === undefined) {
      this.#options.warn(`${this.#file.path}: line ${this.#linesRead} is damaged; skipped`);
      return;
    }
    if (!before.has(jti)) before.set(jti, known);
    this.#entries.set(jti, entry);
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
      throw folderUnusable(this.#file.path, systemFault(error));
    }
  }

  #warnOnFault(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      const fault = error instanceof StoreError ? error.fault : systemFault(error);
      this.#options.warn(`${this.#file.path}: ${what}: ${fault}`);
    }
  }
}

/** A token itself, given by mistake, is not repeated. */
function noSuchToken(jti: string): OperatorError {
  const shown = /^[\w-]{1,64}$/.test(jti) ? jti : '(not shown)';
  const reason = `jti: got ${shown}, expected the id of a token in the list`;
  return { code: 'no_such_token', reason, params: { jti: shown } };
}
