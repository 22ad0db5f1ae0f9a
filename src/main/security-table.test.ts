import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '../..');

const rows = readFileSync(join(project, 'docs/electron-security.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| +\d+ /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, number, point, , tests = '']) => ({
    name: `${number}: ${point}`,
    tests: [...tests.matchAll(/`([^`]+)` "([^"]+)"/g)].map(([, file, test]) => ({ file, test })),
  }));

it('the table has every point of the checklist', () => {
  expect(rows.map(({ name }) => parseInt(name))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});

describe.each(rows)('point $name', ({ tests }) => {
  it('is held by tests, and they are there', () => {
    expect(tests).not.toEqual([]);
    for (const { file = '', test = '' } of tests) {
      const source = readFileSync(join(project, file), 'utf8');
      const named = ["'", '`'].some((quote) => source.includes(`(${quote}${test}${quote},`));
      expect(named, `${file} has a test ${JSON.stringify(test)}`).toBe(true);
    }
  });
});
