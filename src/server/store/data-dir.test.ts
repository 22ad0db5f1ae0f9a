import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataDir, prepareDataDir } from './data-dir.ts';
import { defaultDataDir, defaultUserDataDir, type Machine } from './default-data-dir.ts';
import { StoreError } from './store-error.ts';
import { tempDir } from './testing/temp-dir.ts';

function failure(work: () => unknown): StoreError {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error;
  }
  throw new Error('expected a StoreError');
}

describe('prepareDataDir', () => {
  test('makes the folder, with those above it, and leaves it empty', () => {
    const path = join(tempDir(), 'a', 'b');
    expect(prepareDataDir(path)).toEqual(dataDir(path));
    expect(readdirSync(path)).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('a folder that is there stays as it is', () => {
    const path = tempDir();
    mkdirSync(join(path, 'something'));
    prepareDataDir(path);
    expect(readdirSync(path)).toEqual(['something']);
  });

  test('a file in the way is said in one line', () => {
    const file = join(tempDir(), 'file\nname');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'net')]) {
      const error = failure(() => prepareDataDir(path));
      expect(error.code).toBe('folder_unusable');
      expect(error.path).toBe(path);
      expect(error.message).toContain('cannot be used');
      expect(error.message).toMatch(/ a file, not a folder \(E\w+\); make it writable, or choose/);
      expect(error.message).not.toContain('\n');
      expect(error.toOperatorError()).toMatchObject({ code: 'folder_unusable', params: { path } });
    }
  });

  test.runIf(process.getuid !== undefined && process.getuid() !== 0)(
    'a folder without permission to write is said in one line',
    () => {
      const path = join(tempDir(), 'closed');
      mkdirSync(path, { mode: 0o500 });
      expect(failure(() => prepareDataDir(path)).message).toContain('permission denied (EACCES)');
    },
  );
});

describe('the default data folder', () => {
  const linux: Machine = { platform: 'linux', env: {}, home: '/home/ann' };

  test.each<[Partial<Machine>, string]>([
    [{}, '/home/ann/.config/Mini LiveChat'],
    [{ env: { XDG_CONFIG_HOME: '/cfg' } }, '/cfg/Mini LiveChat'],
    [{ env: { XDG_CONFIG_HOME: '' } }, '/home/ann/.config/Mini LiveChat'],
    [{ env: { XDG_CONFIG_HOME: 'relative' } }, '/home/ann/.config/Mini LiveChat'],
    [
      { platform: 'darwin', home: '/Users/ann' },
      '/Users/ann/Library/Application Support/Mini LiveChat',
    ],
    [
      { platform: 'win32', env: { APPDATA: 'D:\\Roaming' }, home: 'C:\\Users\\ann' },
      'D:\\Roaming\\Mini LiveChat',
    ],
    [
      { platform: 'win32', home: 'C:\\Users\\ann' },
      'C:\\Users\\ann\\AppData\\Roaming\\Mini LiveChat',
    ],
  ])('%o', (machine, expected) => {
    const chosen = { ...linux, ...machine };
    const separator = chosen.platform === 'win32' ? '\\' : '/';
    expect(defaultUserDataDir(chosen)).toBe(expected);
    expect(defaultDataDir(chosen)).toBe(`${expected}${separator}net`);
  });
});
