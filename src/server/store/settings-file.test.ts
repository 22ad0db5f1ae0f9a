import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settings } from '../../contract/settings.ts';
import { SettingsFile } from './settings-file.ts';
import { SettingsError } from './store-error.ts';
import { tempDir } from './testing/temp-dir.ts';

function fileWith(text: string): SettingsFile {
  const path = join(tempDir(), 'settings.json');
  writeFileSync(path, text);
  return new SettingsFile(path);
}

function failure(work: () => unknown): SettingsError {
  try {
    work();
  } catch (error) {
    if (error instanceof SettingsError) return error;
  }
  throw new Error('expected a SettingsError');
}

describe('load', () => {
  test('a missing file is every default, and stays missing', () => {
    const file = new SettingsFile(join(tempDir(), 'settings.json'));
    expect(file.load()).toEqual(settings.parse({}));
    expect(existsSync(file.path)).toBe(false);
  });

  test('a missing file that the user named is an error', () => {
    const file = new SettingsFile(join(tempDir(), 'mine.json'), { mustExist: true });
    const error = failure(() => file.load());
    expect(error.code).toBe('bad_settings');
    expect(error.message).toContain(`${file.path}: cannot be read: it does not exist (ENOENT)`);
  });

  test('what the file says is on top of the defaults', () => {
    expect(fileWith('\uFEFF{"ws_port": 9000}').load()).toEqual(settings.parse({ ws_port: 9000 }));
  });

  test.each([
    ['{"ws_port": 70000}', 'ws_port: got 70000, expected at most 65535'],
    ['{"ws_port": "80"}', 'ws_port: got "80", expected number'],
    ['{"wsport": 80}', 'settings: unknown field "wsport"'],
    ['{"media": {"latch": "none"}}', 'media.latch: got "none", expected "same-ip" or "any-ip"'],
    ['{"channels": [{"channel_id": "a"}]}', 'channels[0].channel_name: got nothing'],
    ['[]', ', expected object'],
    ['{"zombie_after_ms": 15000}', 'zombie_after_ms: got 15000, expected more than'],
  ])('%s: one line with path, field, value and what is allowed', (text, wanted) => {
    const file = fileWith(text);
    const { message, path } = failure(() => file.load());
    expect(message).toContain(`${file.path}: `);
    expect(message).toContain(wanted);
    expect(message).not.toContain('\n');
    expect(path).toBe(file.path);
  });

  test('a slip in the JSON is said with line and column', () => {
    const file = fileWith('{\n  "ws_port": 9000\n  "udp_port": 9001\n}\n');
    const { message } = failure(() => file.load());
    expect(message).toContain(`${file.path}: is not JSON from line 3, column 3 on`);
  });

  test('a folder in its place is an error, not a crash', () => {
    const path = join(tempDir(), 'settings.json');
    mkdirSync(path);
    expect(failure(() => new SettingsFile(path).load()).message).toContain('a folder, not a file');
  });
});

describe('save', () => {
  test('writes what is given and nothing more, for its owner alone', () => {
    const folder = tempDir();
    const file = new SettingsFile(join(folder, 'settings.json'));
    expect(file.save({ ws_port: 9000 })).toEqual(settings.parse({ ws_port: 9000 }));
    expect(readFileSync(file.path, 'utf8')).toBe('{\n  "ws_port": 9000\n}\n');
    expect(readdirSync(folder)).toEqual(['settings.json']);
    if (process.platform !== 'win32') expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  test('settings that break the schema are not written', () => {
    const file = fileWith('{}');
    expect(failure(() => file.save({ ws_port: -1 })).message).toContain('ws_port: got -1');
    expect(readFileSync(file.path, 'utf8')).toBe('{}');
  });

  test('a folder that is not there is an error', () => {
    const file = new SettingsFile(join(tempDir(), 'none', 'settings.json'));
    expect(failure(() => file.save({})).message).toContain('cannot be written');
  });

  test.runIf(process.platform !== 'win32')('a linked file stays a link, with its mode', () => {
    const folder = tempDir();
    const real = join(folder, 'real.json');
    const link = join(folder, 'settings.json');
    writeFileSync(real, '{}', { mode: 0o640 });
    symlinkSync(real, link);
    new SettingsFile(link).save({ udp_port: 9 });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toContain('"udp_port": 9');
    expect(statSync(real).mode & 0o777).toBe(0o640);
  });
});

describe('update', () => {
  test('changes the ports and keeps all else', () => {
    const file = fileWith('{"host": "127.0.0.1", "ws_port": 1, "media": {"latch": "any-ip"}}');
    const now = file.update({ ws_port: 9000, udp_port: undefined });
    const input = { host: '127.0.0.1', ws_port: 9000, media: { latch: 'any-ip' } };
    expect(now).toEqual(settings.parse(input));
    expect(JSON.parse(readFileSync(file.path, 'utf8'))).toEqual(input);
  });

  test('makes the file where there is none', () => {
    const file = new SettingsFile(join(tempDir(), 'settings.json'));
    file.update({ udp_port: 5000 });
    expect(JSON.parse(readFileSync(file.path, 'utf8'))).toEqual({ udp_port: 5000 });
  });

  test.each(['{"nonsense": 1}', '{', '[]', 'null'])('never writes over a bad file: %s', (text) => {
    const file = fileWith(text);
    expect(failure(() => file.update({ ws_port: 9000 })).code).toBe('bad_settings');
    expect(readFileSync(file.path, 'utf8')).toBe(text);
  });
});
