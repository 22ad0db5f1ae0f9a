import type { SanctionKind } from '../../contract/sanctions.ts';
import type { Clock } from '../clock.ts';
import { oneRow, pragma, transaction, type Database } from './database.ts';

/** Whom a sanction is on: exactly one of them. An address can be banned alone. */
type SanctionTarget =
  { readonly user: string } | { readonly jti: string } | { readonly ip: string };

export type SanctionRequest<K extends SanctionKind = SanctionKind> = {
  readonly kind: K;
  readonly target: K extends 'mute'
    ? Exclude<SanctionTarget, { readonly ip: string }>
    : SanctionTarget;
  readonly reason: string;
  /** `operator`, or the id of the user who did it. */
  readonly by: string;
  /** When it ends, in ms since 1970; null: never. */
  readonly until: number | null;
};

/** A ban or a mute. Times are in ms since 1970. */
export type Sanction = {
  readonly id: number;
  readonly kind: SanctionKind;
  readonly user: string | null;
  readonly jti: string | null;
  readonly ip: string | null;
  readonly reason: string;
  readonly by: string;
  readonly since: number;
  readonly until: number | null;
};

/**
 * Bans and mutes. A change is on disk when the call returns; what is asked often is answered from
 * memory, which follows what other processes change.
 */
export class Sanctions {
  readonly #db: Database;
  readonly #clock: Clock;
  #version = -1;
  #rev = -1;
  /** Those that were not lifted; some may be over. */
  #active: readonly Sanction[] = [];
  /** The same by target, `user:` and so on in front. */
  #byTarget = new Map<string, Sanction[]>();

  /** @throws SQLite's error */
  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.refresh();
  }

  /** Those in force, the oldest first. */
  list(now = this.#clock.now()): Sanction[] {
    this.refresh();
    return this.#active.filter((sanction) => inForce(sanction, now));
  }

  /**
   * Adds one, from now on.
   *
   * @throws SQLite's error; nothing has changed then
   */
  add<K extends SanctionKind>(request: SanctionRequest<K>): Sanction {
    const { kind, reason, by, until } = request;
    const {
      user = null,
      jti = null,
      ip = null,
    } = request.target as Partial<Record<'user' | 'jti' | 'ip', string>>;
    const since = this.#clock.now();
    const id = this.#change(() =>
      Number(
        this.#db
          .prepare(
            `INSERT INTO sanctions (kind, user, jti, ip, reason, by, since, until)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(kind, user, jti, ip, reason, by, since, until).lastInsertRowid,
      ),
    );
    return { id, kind, user, jti, ip, reason, by, since, until };
  }

  /**
   * Lifts one.
   *
   * @param by who does it
   * @returns the sanction, or null if none of that id was in force
   * @throws SQLite's error; nothing has changed then
   */
  lift(id: number, by: string): Sanction | null {
    const now = this.#clock.now();
    const sanction = this.list(now).find((known) => known.id === id);
    if (!sanction) return null;
    this.#change(() =>
      this.#db
        .prepare(
          'UPDATE sanctions SET lifted_at = ?, lifted_by = ? WHERE id = ? AND lifted_at IS NULL',
        )
        .run(now, by, id),
    );
    return sanction;
  }

  /**
   * What is in force on a radio.
   *
   * @param jti of its token; null for the shared secret
   * @param ip in canonical form
   */
  find(user: string, jti: string | null, ip: string, now: number): Sanction[] {
    this.refresh();
    const keys = [`user:${user}`, ...(jti === null ? [] : [`jti:${jti}`]), `ip:${ip}`];
    return keys.flatMap((key) =>
      (this.#byTarget.get(key) ?? []).filter((sanction) => inForce(sanction, now)),
    );
  }

  /**
   * Takes in what other processes have changed.
   *
   * @throws SQLite's error
   */
  refresh(): void {
    const version = pragma(this.#db, 'data_version');
    if (version === this.#version) return;
    this.#version = version;
    const query = 'SELECT sanctions AS rev FROM registry';
    const rev = oneRow<{ rev: number }>(this.#db, query)?.rev ?? 0;
    if (rev === this.#rev) return;
    this.#rev = rev;
    this.#load();
  }

  #change<T>(work: () => T): T {
    const value = transaction(this.#db, () => {
      this.#db.exec('UPDATE registry SET sanctions = sanctions + 1');
      return work();
    });
    // One's own commits do not count for `data_version`.
    this.#version = -1;
    this.refresh();
    return value;
  }

  #load(): void {
    this.#active = this.#db
      .prepare(
        `SELECT id, kind, user, jti, ip, reason, by, since, until FROM sanctions
         WHERE lifted_at IS NULL ORDER BY id`,
      )
      .all() as Sanction[];
    this.#byTarget = new Map();
    for (const sanction of this.#active) {
      const key = keyOf(sanction);
      this.#byTarget.set(key, [...(this.#byTarget.get(key) ?? []), sanction]);
    }
  }
}

function keyOf({ user, jti, ip }: Sanction): string {
  return user !== null ? `user:${user}` : jti !== null ? `jti:${jti}` : `ip:${ip ?? ''}`;
}

function inForce({ until }: Sanction, now: number): boolean {
  return until === null || now < until;
}
