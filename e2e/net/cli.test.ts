import { createServer } from 'node:net';
import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { openOggOpus } from '../../src/radio/index.ts';
import { finished, livechat, type Running } from './command.ts';
import { RawRadio } from './raw-radio.ts';
import { tempDir } from './start-net.ts';

type Listening = {
  readonly event: string;
  readonly ws: { readonly host: string; readonly port: number; readonly url: string };
  readonly udp: { readonly host: string; readonly port: number; readonly io: string };
  readonly data_dir: string;
};

const FREE_PORTS = ['--host', '127.0.0.1', '--ws-port', '0', '--wss-port', '0', '--udp-port', '0'];

async function serve(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  ...args: string[]
): Promise<{ readonly command: Running; readonly listening: Listening }> {
  const command = livechat(['serve', '--json', '--data-dir', dataDir, ...FREE_PORTS, ...args], env);
  const listening = JSON.parse(await command.line(() => true)) as Listening;
  return { command, listening };
}

async function mint(dataDir: string, user: string): Promise<string> {
  const { code, output } = await finished(['token', 'mint', '--user', user, '--data-dir', dataDir]);
  expect(code).toBe(0);
  return output;
}

describe('livechat serve', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'says where it listens and stops at %s',
    async (signal) => {
      const dataDir = tempDir();
      const { command, listening } = await serve(dataDir);
      expect(listening).toEqual({
        event: 'listening',
        ws: {
          host: '127.0.0.1',
          port: expect.any(Number) as number,
          url: `ws://127.0.0.1:${listening.ws.port}/ws`,
        },
        wss: {
          host: '127.0.0.1',
          port: expect.any(Number) as number,
          url: expect.stringMatching(/^wss:\/\/127\.0\.0\.1:\d+\/ws$/) as string,
          pin: expect.stringMatching(/^sha256\/.{44}$/) as string,
          join: expect.stringMatching(/^livechat:\/\/join\?url=wss:/) as string,
        },
        udp: {
          host: '127.0.0.1',
          port: expect.any(Number) as number,
          io: expect.stringMatching(/^(mmsg|dgram)$/) as string,
        },
        data_dir: dataDir,
      });
      const radio = await RawRadio.connect(listening.ws.url);
      command.kill(signal);
      expect(await radio.closed).toMatchObject({ code: 1001 });
      expect(await command.ended).toBe(0);
      for (const line of command.lines) expect(JSON.parse(line)).toBeTypeOf('object');
    },
  );

  it('says in one line which port is in use, and starts once it is free', async () => {
    const dataDir = tempDir();
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    const args = [
      'serve',
      '--data-dir',
      dataDir,
      '--host',
      '127.0.0.1',
      '--udp-port',
      '0',
      '--wss-port',
      '0',
    ];
    const { code, output, errors } = await finished([...args, '--ws-port', String(port)]);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(new RegExp(`^error: ws_port: TCP port ${port} is in use.*\n$`));
    blocker.close();
    await once(blocker, 'close');
    const retry = livechat([...args, '--ws-port', String(port)]);
    await retry.line((line) => line.includes(`:${port}/ws`));
  });

  it.each([
    ['a setting of the command line', ['--zombie-ms', '15000'], {}, /zombie_after_ms: got 15000/],
    ['a number that is none', ['--ws-port', 'eighty'], {}, /--ws-port.*eighty.*whole number/],
    ['a setting of the file', [], { ws_port: 70_000 }, /settings\.json: ws_port: got 70000.*65535/],
    ['a setting that is none', [], { ws_prot: 8080 }, /settings\.json.*"ws_prot"/],
  ])('says in one line what is wrong with %s', async (_name, args, file, wanted) => {
    const dataDir = tempDir();
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(file));
    const { code, errors } = await finished(['serve', '--data-dir', dataDir, ...args]);
    expect(code).toBe(1);
    expect(errors).toMatch(wanted);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(dataDir)).toEqual(['settings.json']);
  });

  it('says in one line that its folder cannot be written to', async () => {
    const file = join(tempDir(), 'a-file');
    writeFileSync(file, '');
    const { code, errors } = await finished(['serve', '--data-dir', join(file, 'folder')]);
    expect(code).toBe(1);
    expect(errors).toMatch(/^error: .*a-file.*\n$/);
  });

  it('takes the raw secret of LIVECHAT_SECRET as a token, and none where it is unset', async () => {
    const token = 'raw secret of old radios';
    const login = async (url: string): Promise<unknown> => {
      const radio = await RawRadio.connect(url);
      return radio.ask(Op.IDENTIFY, { user_id: 'old', token });
    };
    const set = await serve(tempDir(), { LIVECHAT_SECRET: token });
    expect(await login(set.listening.ws.url)).toMatchObject([{ op: Op.READY }]);
    const unset = await serve(tempDir());
    expect(await login(unset.listening.ws.url)).toMatchObject([
      { op: Op.ERROR, d: { code: 1001 } },
    ]);
    expect(set.command.errors() + unset.command.errors()).not.toContain(token);
  });
});

describe('livechat token', () => {
  it('mints a token that logs in; revoked, its session ends at once and it is refused', async () => {
    const dataDir = tempDir();
    const { listening } = await serve(dataDir);
    const token = await mint(dataDir, 'radio-1');
    const radio = await RawRadio.login(listening.ws.url, 'radio-1', token);
    const list = await finished(['token', 'list', '--json', '--data-dir', dataDir]);
    const [row] = JSON.parse(list.output) as { jti: string; user_id: string }[];
    expect(row?.user_id).toBe('radio-1');
    const revoked = await finished(['token', 'revoke', row?.jti ?? '', '--data-dir', dataDir]);
    expect(revoked.code).toBe(0);
    expect(await radio.closed).toMatchObject({ code: 4012 });
    const again = await RawRadio.connect(listening.ws.url);
    const answer = await again.ask(Op.IDENTIFY, { user_id: 'radio-1', token });
    expect(answer).toMatchObject([{ op: Op.ERROR, d: { code: 1001 } }]);
  });
});

describe('livechat radio', () => {
  /** The payloads of an Ogg Opus file. */
  async function frames(file: string): Promise<Buffer[]> {
    const ogg = await openOggOpus(file);
    const all: Buffer[] = [];
    for await (const frame of ogg.frames()) all.push(Buffer.from(frame.data));
    return all;
  }

  it('talks a file to another that records it, bit for bit', async () => {
    const [dataDir, folder] = [tempDir(), tempDir()];
    const spoken = join(folder, 'spoken.ogg');
    const heard = join(folder, 'heard.ogg');
    execFileSync('ffmpeg', [
      ...['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', 'sine=frequency=1000'],
      ...['-t', '3', '-c:a', 'libopus', '-b:a', '24k', spoken],
    ]);
    const { listening } = await serve(dataDir);
    const radio = (user: string, token: string, ...args: string[]): Running => {
      const options = ['--url', listening.ws.url, '--user', user, '--token-file', token];
      return livechat(['radio', ...options, '--channel', 'alpha', '--create', ...args]);
    };
    const tokenFile = async (user: string): Promise<string> => {
      const file = join(folder, user);
      writeFileSync(file, await mint(dataDir, user));
      return file;
    };
    const recorder = radio('recorder', await tokenFile('recorder'), '--record', heard);
    await recorder.line((line) => line.includes('joined'));
    const talker = radio('talker', await tokenFile('talker'), '--talk', spoken);
    expect(await talker.ended, talker.errors()).toBe(0);
    await recorder.line((line) => line.startsWith('leave') && line.includes('talker'));
    recorder.kill('SIGTERM');
    expect(await recorder.ended, recorder.errors()).toBe(0);

    const [sent, received] = [await frames(spoken), await frames(heard)];
    // But for the first few before the recorder's address is known, all of them, in order.
    expect(received.length).toBeGreaterThan(sent.length - 10);
    const from = sent.length - received.length;
    expect(received.every((frame, index) => sent[from + index]?.equals(frame))).toBe(true);
    execFileSync('ffmpeg', ['-v', 'error', '-xerror', '-i', heard, '-f', 'null', '-']);
  });

  it('says in one line why it cannot log in', async () => {
    const { listening } = await serve(tempDir());
    const { code, errors } = await finished([
      ...['radio', '--url', listening.ws.url, '--user', 'radio', '--token', 'wrong'],
      ...['--channel', 'alpha'],
    ]);
    expect(code).toBe(1);
    expect(errors).toMatch(/^.*1001.*\n$/);
  });

  it('says in one line that nobody answers', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    onTestFinished(() => void blocker.close());
    blocker.close();
    const { code, errors } = await finished([
      ...['radio', '--url', `ws://127.0.0.1:${port}/ws`, '--user', 'radio', '--token', 'x'],
      ...['--channel', 'alpha'],
    ]);
    expect(code).toBe(1);
    expect(errors.trim().split('\n')).toHaveLength(1);
  });
});
