import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

/** @type {string} */
let folder;
/** @type {string} */
let lockFile;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lock-test-'));
  lockFile = path.join(folder, 'a.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('one at a time, and nothing is left behind', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise(setImmediate);
    inside--;
  };
  await Promise.all([withLock(lockFile, work), withLock(lockFile, work), withLock(lockFile, work)]);
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('given back after a failure', async () => {
  await expect(withLock(lockFile, () => Promise.reject(new Error('broken')))).rejects.toThrow();
  expect(await withLock(lockFile, async () => 'again')).toBe('again');
});

test('the lock of a dead process is taken over', async () => {
  await writeFile(lockFile, '999999999'); // above any process id there can be
  expect(await withLock(lockFile, async () => 'mine')).toBe('mine');
});

test('a lock that was never filled is taken over once it is old', async () => {
  await writeFile(lockFile, '');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lockFile, longAgo, longAgo);
  expect(await withLock(lockFile, async () => 'mine')).toBe('mine');
});
