import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import { OWNER_ONLY } from './atomic-file.ts';
import { systemCode } from './system-error.ts';

/** A lock is held for milliseconds, so one this old, in ms, was left by a process that crashed. */
const STALE_MS = 60_000;

/**
 * Does something to a file that no other process may do at the same time.
 *
 * @param path the file to guard; the lock is a file beside it
 * @param work what to do; synchronous, so that the lock is never held for long
 * @returns what the work returned, or `busy` where another process holds the lock
 * @throws the system's error, and what the work throws
 */
export function withLock<T>(
  path: string,
  clock: Clock,
  work: () => T,
): { readonly busy: false; readonly value: T } | { readonly busy: true } {
  const lock = `${path}.lock`;
  if (!take(lock, clock)) return { busy: true };
  try {
    return { busy: false, value: work() };
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string, clock: Clock): boolean {
  if (create(lock)) return true;
  const stat = statSync(lock, { throwIfNoEntry: false });
  if (stat !== undefined && clock.now() - stat.mtimeMs < STALE_MS) return false;
  rmSync(lock, { force: true });
  return create(lock);
}

function create(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx', OWNER_ONLY));
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}
