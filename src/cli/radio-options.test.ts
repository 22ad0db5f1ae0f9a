import { expect, it } from 'vitest';
import { radio } from './testing/radio-run.ts';

const login = ['--url', '127.0.0.1', '--user', 'ann', '--token', 'x', '--channel', 'ops'];

it.each([
  [
    ['--url', 'http://x'],
    "option '--url <url>' argument 'http://x' is invalid. Expected ws://host:port/ws, host:port or host.",
  ],
  [
    ['--user', ''],
    "option '--user <id>' argument '' is invalid. Expected a user id of 1 to 128 bytes without control characters.",
  ],
  [
    ['--ssrc', '0'],
    "option '--ssrc <number>' argument '0' is invalid. Expected a whole number from 1 to 4294967295.",
  ],
  [
    ['--ssrc', '4294967296'],
    "option '--ssrc <number>' argument '4294967296' is invalid. Expected a whole number from 1 to 4294967295.",
  ],
  [
    ['--seconds', '0'],
    "option '--seconds <number>' argument '0' is invalid. Expected seconds, more than 0, at most 1000000.",
  ],
  [
    ['--token-file', 'x'],
    "option '--token <token>' cannot be used with option '--token-file <file>'",
  ],
  [
    ['--talk', 'x', '--record', './x'],
    "option '--record <file>' argument './x' is invalid. Expected another file than --talk.",
  ],
])('refuses %j', async (words, message) => {
  const run = radio(...login, ...words);
  expect(await run.ended).toBe(1);
  expect(run.err).toBe(`error: ${message}\n`);
});

it('refuses to go without a token', async () => {
  const run = radio('--url', '127.0.0.1', '--user', 'ann', '--channel', 'ops');
  expect(await run.ended).toBe(1);
  expect(run.err).toBe(
    "error: expected one of the options '--token <token>' and '--token-file <file>'\n",
  );
});

it('takes the profiles there are, or any', async () => {
  const run = radio(...login, '--srtp', 'NULL_HMAC_SHA1_80');
  expect(await run.ended).toBe(1);
  expect(run.err).toContain('Expected AEAD_AES_128_GCM, AES_CM_128_HMAC_SHA1_80 or any.');
});
