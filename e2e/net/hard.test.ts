import { readdirSync } from 'node:fs';
import { parse, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { running, type Running } from './command.ts';

/**
 * A small share of each row of `npm run test:hard`, by the very command: what may not be at all may
 * not be here either. Bars of speed and memory count there alone.
 */

/** Each row has a file of its name. */
const ROWS = readdirSync(resolve(import.meta.dirname, '../../hard/rows'))
  .map((file) => parse(file).name)
  .filter((name) => name !== 'index');

const SHARE = '0.0005';
const OF_A_BUSY_MACHINE_MS = 120_000;

describe('a small share of the hard tests', () => {
  let command: Running;
  beforeAll(() => {
    command = running('hard.mjs', ['--share', SHARE, '--untimed', '--json']);
  });
  afterAll(() => command.kill('SIGKILL'));

  it.each(ROWS)(
    '%s',
    async (name) => {
      const line = await command.line((text) => text.startsWith(`{"name":"${name}"`));
      const { ok, wrong, seed } = JSON.parse(line) as {
        ok: boolean;
        wrong: string[];
        seed: number;
      };
      expect({
        wrong,
        again: `npm run test:hard -- ${name} --share ${SHARE} --seed ${seed}`,
      }).toEqual({
        wrong: [],
        again: expect.any(String) as unknown,
      });
      expect(ok).toBe(true);
    },
    OF_A_BUSY_MACHINE_MS,
  );

  it('end well where every row does', async () => {
    expect(await command.ended).toBe(0);
  });
});
