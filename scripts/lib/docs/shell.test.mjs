import { expect, test } from 'vitest';
import { tmpdir } from 'node:os';
import { startShell } from './shell.mjs';

const where = { cwd: tmpdir(), env: process.env };

test('the first command that fails ends a block, the first part of a pipe counts as well', async () => {
  expect(await startShell('true\necho here', where).end()).toMatchObject({
    ok: true,
    output: 'here\n',
  });
  const failed = await startShell('echo before\nfalse\necho behind', where).end();
  expect(failed).toEqual({ ok: false, why: 'exit code 1', output: 'before\n' });
  expect(await startShell('false | cat', where).end()).toMatchObject({ ok: false });
  expect(await startShell('no-such-program-here', where).end()).toMatchObject({
    why: 'exit code 127',
  });
});

/** Says a line and stays until SIGTERM, which it answers with an exit code. */
const staying = (/** @type {number} */ code) =>
  `exec node -e "process.on('SIGTERM', () => process.exit(${code})); console.log('on the air'); setInterval(() => {}, 1000)"`;

test.each([
  ['the shell has become it', ''],
  ['the shell waits for it', 'true && bash -c '],
])('a program that stays is ended by SIGTERM and has to end well: %s', async (_, before) => {
  for (const code of [0, 3]) {
    const command =
      before === '' ? staying(code) : `${before}'${staying(code).replaceAll("'", "'\\''")}'`;
    const shell = startShell(command, where);
    expect(await shell.prints('on the air')).toMatchObject({ ok: true });
    const why = code === 0 ? '' : 'exit code 3 after SIGTERM';
    expect(await shell.stop()).toMatchObject({ ok: code === 0, why });
  }
});

test('a program that ends before its line came has failed', async () => {
  expect(await startShell('echo off', where).prints('on the air')).toMatchObject({
    ok: false,
    why: 'ended before (0)',
  });
});
