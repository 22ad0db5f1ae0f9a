import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectDir } from '../paths.mjs';
import { skeleton } from './twins.mjs';

const ENGLISH = `# A [b](c.md) and [ko](x.ko.md)

1. one
2. two ![p](p.png)

<!-- not run: why -->

\`\`\`sh
npm start # | [no](link)
\`\`\`

| a | b |
| - | - |
| 1 | 2 |
`;

test('headings, links, lists, code and rows are the skeleton, words are not', () => {
  const korean = ENGLISH.replace('# A [b](c.md) and [ko](x.ko.md)', '# 가 [나](c.md) [en](x.md)')
    .replace('one', '하나')
    .replace('| a |', '| 가 |');
  expect(skeleton(korean)).toEqual(skeleton(ENGLISH));
});

test.each([
  ['a heading', '# A', '## A'],
  ['a link', 'c.md', 'd.md'],
  ['a picture', 'p.png', 'q.png'],
  ['a command', 'npm start', 'npm run dev'],
  ['how a block is run', 'why', 'because'],
  ['a row', '| 1 | 2 |\n', ''],
  ['a column', '| 1 | 2 |', '| 1 |'],
  ['a step', '2. two', 'two'],
])('%s that differs is seen', (_, from, to) => {
  expect(skeleton(ENGLISH.replace(from, to))).not.toEqual(skeleton(ENGLISH));
});

const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: projectDir, encoding: 'utf8' })
  .trim()
  .split('\n');
const translated = documents.filter((document) => document.endsWith('.ko.md'));
const read = (/** @type {string} */ file) => readFileSync(path.join(projectDir, file), 'utf8');

test.each(translated)('%s is built like its English original', (korean) => {
  expect(skeleton(read(korean))).toEqual(skeleton(read(korean.replace(/\.ko\.md$/, '.md'))));
});

test('links and pictures of the documents lead somewhere', () => {
  const broken = documents.flatMap((document) =>
    skeleton(read(document))
      .map((line) => /^(?:link|picture) ((?!\w+:)[^#]+)/.exec(line)?.[1])
      .filter((target) => target !== undefined)
      .filter((target) => !existsSync(path.join(projectDir, path.dirname(document), target)))
      .map((target) => `${document}: ${target}`),
  );
  expect(broken).toEqual([]);
});
