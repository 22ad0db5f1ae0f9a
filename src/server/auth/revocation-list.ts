import { existsSync } from 'node:fs';
import { z } from 'zod';
import { timestampMs } from '../../contract/fields.ts';
import type { Clock } from '../clock.ts';
import { AppendFile } from '../store/append-file.ts';
import { createFileOnce } from '../store/atomic-file.ts';
import { withLock } from '../store/lock-file.ts';

/** A line of the list: a token that was revoked, when, and when it would have ended. */
const revocation = z.object({ jti: z.string().min(1), at: timestampMs, ends_at: timestampMs });
export type Revocation = z.infer<typeof revocation>;

/**
 * The tokens that were revoked, apart from the database: whatever becomes of that, of its log or of
 * an older copy that is put in its place, a revoked token stays revoked. A file that is only
 * appended to; several processes may.
 */
export class RevocationList {
  readonly #file: AppendFile;
  readonly #clock: Clock;
  readonly #revocations = new Map<string, Revocation>();
  #linesRead = 0;

  constructor(path: string, clock: Clock) {
    this.#file = new AppendFile(path);
    this.#clock = clock;
  }

  get path(): string {
    return this.#file.path;
  }

  /**
   * Makes the list where there is none.
   *
   * @throws the system's error
   */
  begin(revocations: () => readonly Revocation[]): void {
    if (existsSync(this.path)) return;
    createFileOnce(this.path, revocations().map(line).join(''));
  }

  has(jti: string): boolean {
    return this.#revocations.has(jti);
  }

  /** When a token was revoked, in ms since 1970; null where it was not. */
  revokedAt(jti: string): number | null {
    return this.#revocations.get(jti)?.at ?? null;
  }

  /**
   * Adds a token; that is on disk when the call returns.
   *
   * @throws the system's error; the token is then not revoked
   */
  add(entry: Revocation): void {
    this.#file.append(line(entry).trimEnd(), { durable: true });
    this.#revocations.set(entry.jti, entry);
  }

  /**
   * Takes in what was appended since the last time. A line that is no record is skipped: it was
   * torn by a crash, so nobody was told that it was done.
   *
   * @returns the revocations that are new
   * @throws the system's error
   */
  refresh(): Revocation[] {
    const { lines } = this.#file.read();
    this.#linesRead += lines.length;
    const fresh: Revocation[] = [];
    for (const text of lines) {
      const entry = parse(text);
      if (entry === null || this.#revocations.has(entry.jti)) continue;
      this.#revocations.set(entry.jti, entry);
      fresh.push(entry);
    }
    return fresh;
  }

  /**
   * Rewrites the file without tokens that ended before a time; left for another time where another
   * process is at it, or just appended.
   *
   * @throws the system's error
   */
  compact(before: number): void {
    const kept = [...this.#revocations.values()].filter(({ ends_at }) => ends_at >= before);
    if (kept.length === this.#linesRead) return;
    withLock(this.path, this.#clock, () =>
      this.#file.replace(kept.map((entry) => line(entry).trimEnd())),
    );
    this.refresh();
  }
}

function line(entry: Revocation): string {
  return `${JSON.stringify(entry)}\n`;
}

function parse(text: string): Revocation | null {
  try {
    return revocation.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
