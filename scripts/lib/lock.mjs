import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 200;

// A lock file is created empty and filled at once; one that stays empty lost its maker in between.
const EMPTY_LOCK_IS_STALE_AFTER_MS = 5_000;

// A process id is reused sooner or later, so a living owner is not believed for ever.
const ANY_LOCK_IS_STALE_AFTER_MS = 30 * 60_000;

/**
 * Runs `work` while no other process on this machine holds the same lock file.
 * @template T
 * @param {string} lockFile
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(lockFile, work) {
  await mkdir(path.dirname(lockFile), { recursive: true });
  while (!(await tryToTake(lockFile))) {
    if (await isStale(lockFile)) await discard(lockFile);
    else await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** @param {string} lockFile */
async function tryToTake(lockFile) {
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lockFile */
async function isStale(lockFile) {
  try {
    const owner = Number(await readFile(lockFile, 'utf8'));
    const age = Date.now() - (await stat(lockFile)).mtimeMs;
    if (age > ANY_LOCK_IS_STALE_AFTER_MS) return true;
    return owner > 0 ? !isAlive(owner) : age > EMPTY_LOCK_IS_STALE_AFTER_MS;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Takes a stale lock away. Two processes may find the same one stale: the slower of them must not
 * delete the lock that the faster has taken meanwhile, hence the look at what was moved aside.
 * @param {string} lockFile
 */
async function discard(lockFile) {
  const aside = `${lockFile}.${process.pid}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (await isStale(aside)) await rm(aside, { force: true });
  else await rename(aside, lockFile);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // it lives, and belongs to somebody else
  }
}
