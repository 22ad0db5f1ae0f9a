import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectDir } from '../paths.mjs';
import { blocksOf, commandsNamed, notCovered, scriptsNamed, singleCommands } from './blocks.mjs';

/** @param {string[]} lines */
const only = (...lines) => blocksOf('a.md', lines.join('\n'))[0];

test('every sh block is found with its line, in its order; other languages are not', () => {
  const text = [
    '# A',
    '```sh',
    'one',
    'two',
    '```',
    '```json',
    '{}',
    '```',
    '~~~sh',
    'three',
    '~~~',
  ];
  expect(blocksOf('a.md', text.join('\n'))).toEqual([
    { document: 'a.md', line: 3, commands: 'one\ntwo', way: { how: 'run' }, withNet: false },
    { document: 'a.md', line: 10, commands: 'three', way: { how: 'run' }, withNet: false },
  ]);
});

test('a block in a list loses its indent, and a block within a block is none', () => {
  expect(only('1. A', '   ```sh', '   one', '     two', '   ```')?.commands).toBe('one\n  two');
  expect(only('````md', '```sh', 'no', '```', '````')).toBeUndefined();
});

describe('the comment before a block', () => {
  test.each([
    ['runs until "on the air"', { how: 'until', text: 'on the air' }],
    ['stays on from "joined"', { how: 'stays', text: 'joined' }],
    ['not run: needs a Mac', { how: 'skipped', why: 'needs a Mac' }],
    ['covered by .ci/run', { how: 'covered', by: '.ci/run' }],
  ])('%s', (marker, way) => {
    expect(only(`<!-- ${marker} -->`, '', '```sh', 'x', '```')?.way).toEqual(way);
  });

  test('asks for a net, with another marker or without', () => {
    const block = only(
      '<!-- with a net on the air -->',
      '<!-- runs until "x" -->',
      '```sh',
      'x',
      '```',
    );
    expect(block).toMatchObject({ withNet: true, way: { how: 'until' } });
  });

  test('is for that block alone, and not across a sentence', () => {
    const text = '<!-- not run: a -->\n```sh\nx\n```\n```sh\ny\n```\n<!-- b -->\nA.\n```sh\nz\n```';
    expect(blocksOf('a.md', text).map(({ way }) => way.how)).toEqual(['skipped', 'run', 'run']);
  });
});

test.each([
  ['a comment that is no marker', '<!-- skip -->\n```sh\nx\n```', /says nothing/],
  ['a reason that is missing', '<!-- not run: -->\n```sh\nx\n```', /says nothing/],
  ['two ways', '<!-- not run: a -->\n<!-- covered by b -->\n```sh\nx\n```', /two ways/],
  ['a shell by another name', '```bash\nx\n```', /write sh/],
  ['a block of nobody knows what', '```\nx\n```', /say what it is/],
  ['no end', '```sh\nx', /without an end/],
])('refused: %s', (_, text, why) => {
  expect(() => blocksOf('a.md', text)).toThrow(why);
});

test('what covers a block has to have its very commands as lines', () => {
  expect(singleCommands('npm ci && npm test\n# no\na \\\n  b')).toEqual([
    'npm ci',
    'npm test',
    'a    b',
  ]);
  expect(notCovered('npm ci && npm test', 'set -e\nnpm ci\nnpm test\n')).toEqual([]);
  expect(notCovered('npm ci && npm test', 'npm ci\nnpm test -- unit\n')).toEqual(['npm test']);
});

describe('the documents of this repository', () => {
  const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: projectDir, encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((document) => existsSync(path.join(projectDir, document)));
  const read = (/** @type {string} */ file) => readFileSync(path.join(projectDir, file), 'utf8');

  test.each(documents)('%s has markers that are known, and what covers it does', (document) => {
    for (const { commands, way } of blocksOf(document, read(document))) {
      if (way.how === 'covered') expect(notCovered(commands, read(way.by))).toEqual([]);
    }
  });

  test.each(documents)('%s names scripts that exist', (document) => {
    const { scripts } = JSON.parse(read('package.json'));
    const unknown = scriptsNamed(read(document)).filter((name) => !(name in scripts));
    expect(unknown).toEqual([]);
  });

  test.each(documents)('%s names commands that livechat has', (document) => {
    const files = readdirSync(path.join(projectDir, 'src', 'cli')).filter((file) =>
      /\.ts$/.test(file),
    );
    const known = files.flatMap((file) =>
      [...read(path.join('src', 'cli', file)).matchAll(/new Command\('(\w+)'\)/g)].map(
        ([, name]) => name,
      ),
    );
    expect(known).toContain('serve');
    expect(commandsNamed(read(document)).filter((name) => !known.includes(name))).toEqual([]);
  });
});
