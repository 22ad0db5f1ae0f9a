import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { withLock } from './lock-file.ts';
import { tempDir } from './testing/temp-dir.ts';

test('one holds the lock at a time', () => {
  const clock = new ManualClock();
  const path = join(tempDir(), 'file');
  const outer = withLock(path, clock, () => withLock(path, clock, () => 'never'));
  expect(outer).toEqual({ busy: false, value: { busy: true } });
  expect(withLock(path, clock, () => 'next')).toEqual({ busy: false, value: 'next' });
});

test('work that throws gives the lock back', () => {
  const clock = new ManualClock();
  const path = join(tempDir(), 'file');
  const work = (): never => {
    throw new Error('broken');
  };
  expect(() => withLock(path, clock, work)).toThrow('broken');
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('a lock that a crash left is taken over after a minute', () => {
  const clock = new ManualClock();
  const path = join(tempDir(), 'file');
  writeFileSync(`${path}.lock`, '');
  utimesSync(`${path}.lock`, clock.now() / 1000, clock.now() / 1000);
  clock.advance(59_999);
  expect(withLock(path, clock, () => 'mine').busy).toBe(true);
  clock.advance(1);
  expect(withLock(path, clock, () => 'mine')).toEqual({ busy: false, value: 'mine' });
});
