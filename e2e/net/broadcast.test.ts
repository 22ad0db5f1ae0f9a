import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Op } from '../../src/contract/ops.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import type { RawRadio } from './raw-radio.ts';
import { startNet, type TestNet } from './start-net.ts';

const channels = [{ channel_id: 'alpha', channel_name: 'Alpha' }];

async function members(net: TestNet, count: number): Promise<RawRadio[]> {
  const radios: RawRadio[] = [];
  for (let ssrc = 1; ssrc <= count; ssrc += 1) {
    const radio = await net.radio(`radio-${ssrc}`);
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc });
    radios.push(radio);
  }
  return radios;
}

/** The next so many messages that a radio hears. */
async function hears(radio: RawRadio, count: number): Promise<unknown[]> {
  const contents: unknown[] = [];
  while (contents.length < count) {
    const { d } = await radio.until(({ op }) => op === Op.MESSAGE_EVENT);
    contents.push((d as { content: string }).content);
  }
  return contents;
}

describe('broadcast over a real network', () => {
  it('never agrees to compress: one frame is good for all', async () => {
    const net = await startNet();
    const socket = new WebSocket(net.url, { perMessageDeflate: true });
    onTestFinished(() => socket.terminate());
    const [upgrade] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')]);
    const [{ headers }] = upgrade as [{ headers: Record<string, string> }];
    expect(headers).not.toHaveProperty('sec-websocket-extensions');
    expect(socket.extensions).toBe('');
  });

  it('brings bursts of several radios to all in the same order', async () => {
    const net = await startNet({ channels });
    const radios = await members(net, 20);
    for (let word = 0; word < 16; word += 1) {
      for (const [index, radio] of radios.slice(0, 4).entries()) {
        radio.send(Op.MESSAGE_CREATE, { channel_id: 'alpha', content: `${index} says ${word}` });
      }
    }
    const heard = await Promise.all(radios.map((radio) => hears(radio, 64)));
    expect(new Set(heard[0]).size).toBe(64);
    for (const contents of heard) expect(contents).toEqual(heard[0]);
  });

  it('reaches 99 readers whole while the hundredth does not read, and is closed', async () => {
    // The clock stands still, so that the slow reader has all the time it needs to read its end.
    const limits = { session_queue_bytes: 32 * 1024, frames_per_minute: 0 };
    const net = await startNet({ channels, limits }, { clock: new ManualClock() });
    const [talker, slow, ...others] = await members(net, 100);
    if (!talker || !slow) throw new Error('there are none');
    slow.socket.pause();
    const said: string[] = [];
    while (net.server.net.users.get('radio-2')) {
      for (let word = 0; word < 16; word += 1) {
        const content = `${said.length} `.padEnd(2_000, 'x');
        said.push(content);
        talker.send(Op.MESSAGE_CREATE, { channel_id: 'alpha', content });
      }
      await talker.drain();
    }
    for (const radio of others) expect(await hears(radio, said.length)).toEqual(said);
    slow.socket.resume();
    expect(await slow.closed).toMatchObject({ code: 4013 });
  });
});
