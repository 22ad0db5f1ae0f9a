import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Op } from '../contract/ops.ts';
import { FAKE_TOKEN, FakeNet } from '../radio/fake-net.ts';
import { OggOpusWriter, openOggOpus } from '../radio/index.ts';
import { events, radio } from './testing/radio-run.ts';

vi.setConfig({ testTimeout: 30_000 });

const until = (condition: () => boolean): Promise<boolean> =>
  vi.waitUntil(condition, { timeout: 20_000 });

let net: FakeNet;
let folder: string;
let speech: string;

const login = (user: string): string[] => [
  '--url',
  net.url,
  '--user',
  user,
  '--token',
  FAKE_TOKEN,
  '--channel',
  'ops',
];

async function packets(path: string): Promise<string[]> {
  const file = await openOggOpus(path);
  const read: string[] = [];
  for await (const { data } of file.frames()) read.push(Buffer.from(data).toString('hex'));
  file.close();
  return read;
}

/** Frames of 20 ms, each with other bytes. */
async function writeSpeech(path: string, count: number): Promise<void> {
  const writer = await OggOpusWriter.create(path, 1);
  for (let n = 0; n < count; n += 1) {
    await writer.write({ data: Uint8Array.from([0xf8, n, n >> 8, 3]), samples: 960 });
  }
  await writer.close();
}

beforeEach(async () => {
  net = await FakeNet.start();
  folder = await mkdtemp(join(tmpdir(), 'radio-'));
  speech = join(folder, 'speech.ogg');
  await writeSpeech(speech, 20);
});

afterEach(async () => {
  await net.stop();
  await rm(folder, { recursive: true });
});

describe('livechat radio', () => {
  it('talks on one side and records on the other, bit for bit', async () => {
    const tape = join(folder, 'tape.ogg');
    const ears = radio(...login('ann'), '--create', '--ssrc', '1', '--record', tape);
    await until(() => net.addresses.has(1));
    const mouth = radio(...login('bob'), '--ssrc', '2', '--talk', speech);
    expect(await mouth.ended).toBe(0);
    // 20 frames and the keep-alives of both.
    await until(() => net.datagrams.length === 22 && ears.out.includes('leave'));
    process.emit('SIGINT');
    expect(await ears.ended).toBe(0);
    expect(await packets(tape)).toEqual(await packets(speech));
    expect(mouth.out.split('\n')).toEqual([
      `connected ${net.url}`,
      'ready sess_1 as "bob"',
      'joined "ops" with "ann" (SSRC 1), "bob" (SSRC 2)',
      `talking ${speech}`,
      'talked 20 frames, 0.4 s',
      'closed 1000',
      '',
    ]);
    expect(ears.out.split('\n').slice(2)).toEqual([
      'joined "ops" with "ann" (SSRC 1)',
      'join "ops" by "bob" (SSRC 2)',
      'hearing "bob" (SSRC 2)',
      'leave "ops" by "bob" (SSRC 2)',
      `recorded 20 frames to ${tape}: lost 0, late 0, duplicate 0`,
      'closed 1000',
      '',
    ]);
    expect(mouth.err + ears.err).toBe('');
  });

  it('prints one JSON object a line', async () => {
    const run = radio(...login('ann'), '--create', '--json', '--seconds', '0.2');
    await until(() => run.out.includes('joined'));
    net.push(net.peers[0], {
      op: Op.MESSAGE_EVENT,
      s: 1,
      d: { message_id: 'msg_1', channel_id: 'ops', author_id: 'x', content: 'a\nb', timestamp: 5 },
    });
    expect(await run.ended).toBe(0);
    const [, , joined] = events(run);
    expect(joined).toEqual({
      event: 'joined',
      channel_id: 'ops',
      ssrc: expect.any(Number) as number,
      active_members: [{ user_id: 'ann', ssrc: joined?.['ssrc'] }],
    });
    expect(events(run).map(({ event }) => event)).toEqual([
      'connected',
      'ready',
      'joined',
      'message',
      'closed',
    ]);
    expect(events(run)[3]).toMatchObject({ content: 'a\nb' });
  });

  it('shows messages without letting them steer the terminal', async () => {
    const run = radio(...login('ann'), '--create', '--seconds', '0.2');
    await until(() => run.out.includes('joined'));
    net.push(net.peers[0], {
      op: Op.MESSAGE_EVENT,
      s: 1,
      d: {
        message_id: 'msg_1',
        channel_id: 'ops',
        author_id: 'eve',
        content: 'hi\u001b[2J\u009b2J\n',
        timestamp: 5,
      },
    });
    await run.ended;
    expect(run.out).toContain('message from "eve" in "ops": "hi\\u001b[2J\uFFFD2J\\n"\n');
  });

  it('ends after --seconds even in the middle of a talk, and needs no talker to record', async () => {
    await writeSpeech(speech, 5_000);
    const words = ['--create', '--seconds', '0.1', '--talk', speech, '--record', join(folder, 'x')];
    const run = radio(...login('ann'), '--json', ...words);
    expect(await run.ended).toBe(0);
    expect(Number(events(run).find(({ event }) => event === 'talked')?.['frames'])).toBeLessThan(
      20,
    );
    expect(events(run).at(-2)).toEqual({ event: 'recorded', frames: 0 });
    expect(await readdir(folder)).toEqual(['speech.ogg']);
  });

  it('sends a call tone where there is no file to talk from, and stays', async () => {
    const run = radio(...login('ann'), '--create', '--tone');
    await until(() => net.datagrams.length > 1);
    expect(run.out).toContain('talking a call tone\n');
    process.emit('SIGINT');
    expect(await run.ended).toBe(0);
    const both = radio(...login('ann'), '--tone', '--talk', speech);
    expect(await both.ended).toBe(1);
    expect(both.err).toContain("option '--talk <file>' cannot be used with option '--tone'");
  });

  it('takes the token from a file or from standard input', async () => {
    const file = join(folder, 'token');
    await writeFile(file, `${FAKE_TOKEN}\n`);
    const place = ['--url', net.url, '--user', 'ann', '--channel', 'ops', '--create'];
    const options = [...place, '--seconds', '0.01', '--token-file'];
    expect(await radio(...options, file).ended).toBe(0);
    const stdin = vi.spyOn(process, 'stdin', 'get');
    stdin.mockReturnValue(Readable.from([FAKE_TOKEN]) as never);
    expect(await radio(...options, '-').ended).toBe(0);
    stdin.mockRestore();
    await writeFile(file, ' \n');
    const empty = radio(...options, file);
    expect(await empty.ended).toBe(1);
    expect(empty.err).toBe(
      `error: option '--token-file <file>' argument '${file}' is invalid. Expected a file that holds a token: it is empty\n`,
    );
  });

  it('fails with one line and exit code 1 when the server refuses', async () => {
    const run = radio(...login('ann'));
    expect(await run.ended).toBe(1);
    expect(run.err).toBe('error: CHANNEL_JOIN was refused: 2000 no such channel\n');
    const stranger = radio(...login('ann'), '--token', 'wrong');
    expect(await stranger.ended).toBe(1);
    expect(stranger.err).toBe('error: IDENTIFY was refused: 1001 token invalid\n');
  });

  it('fails with one line when the server closes the connection, and keeps the recording', async () => {
    const tape = join(folder, 'tape.ogg');
    const run = radio(...login('ann'), '--create', '--ssrc', '1', '--record', tape);
    await until(() => net.addresses.has(1));
    await radio(...login('bob'), '--ssrc', '2', '--talk', speech).ended;
    await until(() => run.out.includes('hearing'));
    net.peers[0]?.socket.close(4010, 'kicked by an operator');
    expect(await run.ended).toBe(1);
    expect(run.out).toContain('\nclosed 4010 kicked by an operator\n');
    expect(run.out).toContain('\nrecorded 20 frames');
    expect(run.err).toBe('');
    expect(await packets(tape)).toEqual(await packets(speech));
  });

  it('fails with one line when there is no server, or no such file', async () => {
    const words = login('ann');
    await net.stop();
    const run = radio(...words);
    expect(await run.ended).toBe(1);
    net = await FakeNet.start();
    expect(run.err).toMatch(
      /^error: option '--url <url>' argument 'ws:.*' is invalid. Expected a server that answers: .* ECONNREFUSED .*\n$/,
    );
    const file = join(folder, 'none.ogg');
    const missing = radio(...login('ann'), '--talk', file);
    expect(await missing.ended).toBe(1);
    expect(missing.err).toBe(
      `error: option '--talk <file>' argument '${file}' is invalid. Expected an Ogg Opus file: ENOENT: no such file or directory, open '${file}'\n`,
    );
    const tape = join(folder, 'none', 'tape.ogg');
    const unwritable = radio(...login('ann'), '--record', tape);
    expect(await unwritable.ended).toBe(1);
    expect(unwritable.err).toContain("option '--record <file>' argument");
    expect(net.peers).toHaveLength(0);
  });

  it('leaves nothing behind when it is interrupted before it is connected', async () => {
    await net.stop();
    net = await FakeNet.start(null);
    const run = radio(...login('ann'));
    await until(() => net.peers.length === 1);
    process.emit('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(process.listenerCount('SIGTERM')).toBe(0);
  });

  it('does not touch the file to talk from', async () => {
    const before = await readFile(speech);
    expect(await radio(...login('ann'), '--talk', speech, '--record', speech).ended).toBe(1);
    expect(await readFile(speech)).toEqual(before);
  });
});

describe('--srtp', () => {
  it('keeps silent where the net tells no keys', async () => {
    const run = radio(...login('bob'), '--create', '--srtp', '--talk', speech);
    expect(await run.ended).toBe(1);
    expect(run.err).toContain("error: option '--srtp'");
    expect(net.datagrams).toEqual([]);
  });
});
