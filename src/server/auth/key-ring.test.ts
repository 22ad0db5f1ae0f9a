import { chmodSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Default } from '../../contract/limits.ts';
import { ManualClock } from '../manual-clock.ts';
import { systemRandom, type Random } from '../random.ts';
import { KeyRing, type KeyRingOptions } from './key-ring.ts';
import { plainSeal } from './key-seal.ts';
import { benchWith, storeFailure, turningSeal, type Bench } from './testing/fixtures.ts';

const bench = (): Bench<ManualClock> => benchWith(new ManualClock());

const OVERLAP_MS = Default.KEY_OVERLAP_S * 1000;

function ring(
  { dataDir, clock, warnings }: Bench<ManualClock>,
  options: Partial<KeyRingOptions> = {},
): KeyRing {
  return new KeyRing({
    path: dataDir.keys,
    clock,
    random: systemRandom,
    seal: plainSeal,
    warn: (line) => warnings.push(line),
    ...options,
  });
}

type KeyFile = { keys: { kid: string; retired_at: number | null; seal: string; key: string }[] };

function keyFile({ dataDir }: Bench<ManualClock>): KeyFile {
  return JSON.parse(readFileSync(dataDir.keys, 'utf8')) as KeyFile;
}

describe('the first start', () => {
  test('makes one key of 32 bytes, for its owner alone', () => {
    const desk = bench();
    const { kid, key } = ring(desk).signing();
    const [entry, ...others] = keyFile(desk).keys;
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ kid, retired_at: null, seal: 'plain' });
    expect(Buffer.from(entry?.key ?? '', 'base64')).toEqual(key.export());
    expect(key.symmetricKeySize).toBe(32);
    expect(readdirSync(desk.dataDir.path)).toEqual(['keys.json']);
    if (process.platform !== 'win32') {
      expect(statSync(desk.dataDir.keys).mode & 0o777).toBe(0o600);
    }
  });

  test('the next start finds the same key', () => {
    const desk = bench();
    expect(ring(desk).signing().kid).toBe(ring(desk).signing().kid);
  });

  test('of two processes that start at once, both get the key of the first', () => {
    const desk = bench();
    let winner: KeyRing | undefined;
    // The other process makes the file after this one has seen that there is none.
    const slow: Random = {
      bytes: (count) => {
        winner ??= ring(desk);
        return systemRandom.bytes(count);
      },
    };
    const loser = ring(desk, { random: slow });
    expect(loser.signing().kid).toBe(winner?.signing().kid);
    expect(keyFile(desk).keys).toHaveLength(1);
    expect(readdirSync(desk.dataDir.path)).toEqual(['keys.json']);
  });
});

describe('rotation', () => {
  test('the old key verifies for the overlap, and then leaves the disk', () => {
    const desk = bench();
    const keys = ring(desk);
    const old = keys.signing().kid;
    desk.clock.advance(5);
    const { kid } = keys.rotate();
    expect(keys.signing().kid).toBe(kid);
    expect(kid).not.toBe(old);
    desk.clock.advance(OVERLAP_MS - 1);
    expect(keys.find(old)?.kid).toBe(old);
    expect(keyFile(desk).keys).toHaveLength(2);
    desk.clock.advance(1);
    expect(keys.find(old)).toBeUndefined();
    expect(keys.find(kid)?.kid).toBe(kid);
    expect(keyFile(desk).keys.map((key) => key.kid)).toEqual([kid]);
  });

  test('another process notices it', () => {
    const desk = bench();
    const [here, there] = [ring(desk), ring(desk)];
    const old = there.signing().kid;
    const { kid } = here.rotate();
    expect(there.find(kid)?.kid).toBe(kid);
    expect(there.find(old)?.retiredAt).toBe(desk.clock.now());
    expect(there.signing().kid).toBe(kid);
    here.rotate();
    there.rotate();
    expect(keyFile(desk).keys.filter((key) => key.retired_at === null)).toHaveLength(1);
    expect(keyFile(desk).keys).toHaveLength(4);
  });

  test('is refused while another process is at the file', () => {
    const desk = bench();
    const keys = ring(desk);
    const { kid } = keys.signing();
    writeFileSync(`${desk.dataDir.keys}.lock`, '');
    const error = storeFailure(() => keys.rotate());
    expect(error.code).toBe('folder_unusable');
    expect(error.message).toContain('another process');
    expect(keys.signing().kid).toBe(kid);
  });
});

describe('a file that is not as it should be', () => {
  test.runIf(process.platform !== 'win32')('one open to others is closed, with a warning', () => {
    const desk = bench();
    ring(desk);
    chmodSync(desk.dataDir.keys, 0o644);
    ring(desk);
    expect(statSync(desk.dataDir.keys).mode & 0o777).toBe(0o600);
    expect(desk.warnings).toEqual([expect.stringContaining('its mode was 0644')]);
  });

  test.each([
    ['empty', ''],
    ['not JSON', '{"keys": [{"key": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"'],
    ['of no known version', '{"version": 2, "keys": []}'],
    ['without keys', '{"version": 1, "keys": []}'],
  ])('one that is %s is refused and left as it is', (_, text) => {
    const desk = bench();
    writeFileSync(desk.dataDir.keys, text, { mode: 0o600 });
    const error = storeFailure(() => ring(desk));
    expect(error.code).toBe('keys_unreadable');
    expect(error.message).toContain(desk.dataDir.keys);
    expect(error.message).toContain('restore it from a backup, or remove it');
    expect(error.message).not.toContain('c2Vj');
    expect(readFileSync(desk.dataDir.keys, 'utf8')).toBe(text);
  });

  test('a key of the wrong length is refused', () => {
    const desk = bench();
    ring(desk);
    const text = readFileSync(desk.dataDir.keys, 'utf8').replace(/"key": "..../, '"key": "');
    writeFileSync(desk.dataDir.keys, text);
    expect(storeFailure(() => ring(desk)).message).toContain('holds a damaged key');
  });

  test('one that goes bad while the net runs stops no radio, and no mint goes unnoticed', () => {
    const desk = bench();
    const keys = ring(desk);
    const { kid } = keys.signing();
    for (const spoil of [
      () => writeFileSync(desk.dataDir.keys, '{'),
      () => rmSync(desk.dataDir.keys),
    ]) {
      spoil();
      desk.warnings.length = 0;
      expect(keys.find(kid)?.kid).toBe(kid);
      expect(keys.find(kid)?.kid).toBe(kid);
      expect(desk.warnings).toEqual([expect.stringContaining('stay in use')]);
      expect(storeFailure(() => keys.signing()).code).toBe('keys_unreadable');
      expect(storeFailure(() => keys.rotate()).code).toBe('keys_unreadable');
    }
  });
});

describe('sealed keys', () => {
  test('are written sealed and opened again', () => {
    const desk = bench();
    const { key } = ring(desk, { seal: turningSeal }).signing();
    expect(keyFile(desk).keys[0]?.seal).toBe('turning');
    expect(keyFile(desk).keys[0]?.key).toMatch(/^turned:/);
    expect(readFileSync(desk.dataDir.keys, 'utf8')).not.toContain(key.export().toString('base64'));
    expect(ring(desk, { seal: turningSeal }).signing().key.equals(key)).toBe(true);
  });

  test('a process without the seal says what to do', () => {
    const desk = bench();
    ring(desk, { seal: turningSeal });
    const error = storeFailure(() => ring(desk));
    expect(error.code).toBe('keys_unreadable');
    expect(error.message).toContain("sealed by the desktop's keychain");
    expect(error.message).toContain('mint tokens in the window, or use another data folder');
  });

  test('a process with a seal reads keys without one, and seals the next', () => {
    const desk = bench();
    const { kid } = ring(desk).signing();
    const sealing = ring(desk, { seal: turningSeal });
    expect(sealing.signing().kid).toBe(kid);
    sealing.rotate();
    expect(keyFile(desk).keys.map((key) => key.seal)).toEqual(['plain', 'turning']);
    expect(ring(desk, { seal: turningSeal }).find(kid)?.kid).toBe(kid);
  });

  test('a seal that does not open says so, without the key', () => {
    const desk = bench();
    ring(desk, { seal: turningSeal });
    const sealed = keyFile(desk).keys[0]?.key ?? '';
    const broken = { ...turningSeal, open: (text: string) => turningSeal.open(`x${text}`) };
    const { message } = storeFailure(() => ring(desk, { seal: broken }));
    expect(message).toContain('cannot be opened with the seal "turning"');
    expect(message).not.toContain(sealed);
  });
});
