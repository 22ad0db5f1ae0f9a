import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFileOnce, writeFileAtomic } from './atomic-file.ts';
import { tempDir } from './testing/temp-dir.ts';

const posix = process.platform !== 'win32';

describe('writeFileAtomic', () => {
  test('replaces the content and leaves nothing else behind', () => {
    const folder = tempDir();
    const path = join(folder, 'file');
    writeFileAtomic(path, 'old');
    writeFileAtomic(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test.runIf(posix)('gives the file the mode asked for, whatever it had', () => {
    const path = join(tempDir(), 'file');
    writeFileSync(path, 'old', { mode: 0o644 });
    writeFileAtomic(path, 'new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileAtomic(path, 'new', 0o664);
    expect(statSync(path).mode & 0o777).toBe(0o664);
  });

  test('a failure leaves the target as it was and no temporary file', () => {
    const folder = tempDir();
    const path = join(folder, 'target');
    mkdirSync(join(path, 'in the way'), { recursive: true });
    expect(() => writeFileAtomic(path, 'new')).toThrow();
    expect(readdirSync(folder)).toEqual(['target']);
    expect(readdirSync(path)).toEqual(['in the way']);
  });

  test('a temporary file that a crash left is no hindrance', () => {
    const path = join(tempDir(), 'file');
    writeFileSync(`${path}.${process.pid}-0.tmp`, 'half');
    writeFileAtomic(path, 'whole');
    expect(readFileSync(path, 'utf8')).toBe('whole');
  });
});

describe('createFileOnce', () => {
  test('the first one wins; the second changes nothing and leaves nothing', () => {
    const folder = tempDir();
    const path = join(folder, 'file');
    expect(createFileOnce(path, 'first')).toBe(true);
    expect(createFileOnce(path, 'second')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['file']);
    if (posix) expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
