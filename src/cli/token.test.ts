import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { TokenView } from '../contract/operator.ts';
import { Authenticator } from '../server/auth/authenticator.ts';
import { ManualClock } from '../server/manual-clock.ts';
import { systemRandom } from '../server/random.ts';
import { dataDir, type DataDir } from '../server/store/data-dir.ts';
import { tokenCommand } from './token.ts';

type Run = { out: string; err: string; code: number };

let clock: ManualClock;
let folder: DataDir;

beforeEach(() => {
  clock = new ManualClock();
  const path = mkdtempSync(join(tmpdir(), 'livechat-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  folder = dataDir(path);
});

async function run(...args: string[]): Promise<Run> {
  const said = { out: '', err: '' };
  const out = (text: string): void => void (said.out += text);
  const err = (text: string): void => void (said.err += text);
  const command = tokenCommand({ out, err, clock });
  for (const each of [command, ...command.commands]) each.exitOverride();
  try {
    await command.parseAsync(args, { from: 'user' });
    return { ...said, code: 0 };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { ...said, code: error.exitCode };
  }
}

const here = (...args: string[]): Promise<Run> => run(...args, '--data-dir', folder.path);

async function list(): Promise<TokenView[]> {
  return JSON.parse((await here('list', '--json')).out) as TokenView[];
}

function net(): Authenticator {
  const warn = (): void => undefined;
  const auth = new Authenticator({ dataDir: folder, clock, random: systemRandom, warn });
  onTestFinished(() => auth.close());
  return auth;
}

describe('mint', () => {
  test('prints the token and nothing else, and it logs in', async () => {
    const { out, err, code } = await here('mint', '--user', 'ann');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await net().identify('ann', out.trim())).toMatchObject({
      ok: true,
      identity: { role: 'radio', channels: ['*'], priority: 100 },
    });
    expect(clock.running).toBe(1);
  });

  test('takes every option', async () => {
    const options = ['--ttl', '7d', '--role', 'dispatcher', '--priority', '200'];
    await here('mint', '--user', 'ann', ...options, '--channel', 'a', '--channel', 'site-*');
    expect(await list()).toMatchObject([
      {
        user_id: 'ann',
        role: 'dispatcher',
        priority: 200,
        channels: ['a', 'site-*'],
        issued_at: clock.now(),
        expires_at: clock.now() + 7 * 24 * 3_600_000,
      },
    ]);
  });

  test.each([
    ['90s', 90],
    ['30m', 1800],
    ['12h', 43_200],
    ['366d', 366 * 86_400],
  ])('reads the duration %s', async (text, seconds) => {
    await here('mint', '--user', 'ann', '--ttl', text);
    expect((await list())[0]?.expires_at).toBe(clock.now() + seconds * 1000);
  });

  test.each([
    [[], "required option '--user <id>' not specified"],
    [['--user', ''], "'--user <id>' argument '' is invalid. Expected a user id of 1 to 128 bytes"],
    [['--user', 'system'], 'Expected a user id other than "system"'],
    [['--user', 'a\nb'], "argument 'a b' is invalid. Expected a user id"],
    [['--user', 'a', '--ttl', '59s'], "'59s' is invalid. Expected 1m to 366d, such as 90s, 30m"],
    [['--user', 'a', '--ttl', '367d'], "argument '367d' is invalid. Expected 1m to 366d"],
    [['--user', 'a', '--ttl', '12'], "argument '12' is invalid. Expected 1m to 366d"],
    [['--user', 'a', '--role', 'king'], "'king' is invalid. Allowed choices are radio, dispatcher"],
    [['--user', 'a', '--priority', '256'], "'256' is invalid. Expected a whole number from 0 to"],
    [['--user', 'a', '--priority', '1.5'], "'1.5' is invalid. Expected a whole number from 0 to"],
    [['--user', 'a', '--channel', ' '], "argument ' ' is invalid. Expected a channel pattern of"],
    [['--user', 'a', '--data-dir', ''], "argument '' is invalid. Expected the path of a folder."],
    [['--user', 'a', '--rol', 'x'], "unknown option '--rol' (Did you mean --role?)"],
    [['--user', 'a', 'b'], 'too many arguments'],
  ])('%j: one line with the option, the value and what is right', async (args, wanted) => {
    const { out, err, code } = await here('mint', ...args);
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toContain(wanted);
    expect(err).toMatch(/^error: [^\n]*\n$/);
    expect(existsSync(folder.keys)).toBe(false);
  });

  test('patterns that make a token too long for a radio are refused', async () => {
    const channels = Array.from({ length: 60 }, (_, n) => ['--channel', `${n}-${'x'.repeat(100)}`]);
    const { err, code } = await here('mint', '--user', 'a', ...channels.flat());
    expect(code).toBe(1);
    expect(err).toMatch(/^error: channels: .* expected at most 4096: .*\n$/);
  });

  test('keys sealed by the desktop are said in one line', async () => {
    await here('mint', '--user', 'ann');
    const keys = readFileSync(folder.keys, 'utf8').replace('"plain"', '"safeStorage"');
    writeFileSync(folder.keys, keys);
    const { err, code } = await here('mint', '--user', 'ann');
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error: .*sealed by the desktop's keychain.*mint tokens in the window.*\n$/,
    );
  });

  test('a data folder that is a file is said in one line', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    const { err, code } = await run('mint', '--user', 'ann', '--data-dir', file);
    expect(code).toBe(1);
    expect(err).toContain(`error: ${file}: cannot be used: it is a file, not a folder`);
  });
});

describe('list', () => {
  test('shows a readable table', async () => {
    const bob = (await here('mint', '--user', 'bob', '--ttl', '1m')).out.trim();
    await net().identify('bob', bob);
    clock.advance(60_000);
    await here('mint', '--user', 'ann', '--channel', 'a', '--channel', 'b');
    await here('mint', '--user', 'cy');
    const [first, second, third] = await list();
    await here('revoke', third?.jti ?? '');
    const { out, code } = await here('list');
    expect(code).toBe(0);
    expect(out.replaceAll(/tok_[\w-]{22}/g, 'tok_')).toBe(
      [
        'ID                          USER  ROLE   STATE    EXPIRES            LAST USED          PRIORITY  CHANNELS',
        'tok_  bob   radio  expired  2023-11-14 22:14Z  2023-11-14 22:13Z  100       *',
        'tok_  ann   radio  active   2023-11-15 10:14Z  -                  100       a b',
        'tok_  cy    radio  revoked  2023-11-15 10:14Z  -                  100       *',
        '',
      ].join('\n'),
    );
    expect(out.indexOf(first?.jti ?? '-')).toBeLessThan(out.indexOf(second?.jti ?? '-'));
  });

  test('of a folder that is not there is empty, and makes none', async () => {
    const path = join(folder.path, 'none');
    const { out, err, code } = await run('list', '--data-dir', path);
    expect({ out, err, code }).toEqual({ out: '', err: `no tokens in ${path}\n`, code: 0 });
    expect((await run('list', '--json', '--data-dir', path)).out).toBe('[]\n');
    expect(existsSync(path)).toBe(false);
  });
});

describe('revoke', () => {
  test('ends the token in a running net', async () => {
    const auth = net();
    const { out: token } = await here('mint', '--user', 'ann');
    expect((await auth.identify('ann', token.trim())).ok).toBe(true);
    const ended: string[] = [];
    auth.revoked.on((jti) => ended.push(jti));
    const jti = (await list())[0]?.jti ?? '';
    expect(await here('revoke', jti)).toEqual({
      out: `token ${jti} of ann is revoked\n`,
      err: '',
      code: 0,
    });
    clock.advance(1_000);
    expect(ended).toEqual([jti]);
    expect((await here('revoke', jti)).out).toBe(`token ${jti} of ann was revoked already\n`);
  });

  test('of an unknown token is an error', async () => {
    const { out, err, code } = await here('revoke', 'tok_none');
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toBe(
      `error: jti: got tok_none, expected the id of a token in the list of ${folder.path}\n`,
    );
  });

  test('a token in the place of its id is not repeated', async () => {
    const token = (await here('mint', '--user', 'ann')).out.trim();
    for (const args of [
      ['revoke', token],
      ['revoke', 'a', token],
      ['mint', '--user', token, 'x'],
      [token],
    ]) {
      const { err, code } = await run(...args);
      expect(code).toBe(1);
      expect(err).not.toContain(token.slice(0, 20));
    }
  });

  test('without an id is an error', async () => {
    expect((await here('revoke')).err).toBe("error: missing required argument 'id'\n");
  });
});
