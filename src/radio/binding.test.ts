import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  bindingSuccess,
  isProved,
  readStun,
  shortTermKey,
  unknownAttributeError,
  type MappedAddress,
  type StunMessage,
} from '../media/stun.ts';
import { Binding } from './binding.ts';
import { ManualClock } from './manual-clock.ts';
import { opusFrame, type OpusFrame } from './opus.ts';
import { Uplink } from './uplink.ts';

const CREDENTIALS = { username: 'somebody', password: 'something' };
const KEY = shortTermKey(CREDENTIALS.password);
const HERE: MappedAddress = { ip: '203.0.113.7', port: 4000 };

type Request = { readonly at: number; readonly message: StunMessage };

function read(bytes: Buffer): StunMessage {
  const message = readStun(bytes);
  if (message === null) throw new Error('no STUN message');
  return message;
}

function start() {
  const clock = new ManualClock();
  const sent: Request[] = [];
  const moves: MappedAddress[] = [];
  const binding = new Binding({
    credentials: CREDENTIALS,
    clock,
    random: (bound) => randomInt(bound),
    send: (bytes) => sent.push({ at: clock.monotonic(), message: read(bytes) }),
    onAddress: (address) => moves.push(address),
  });
  const last = (): StunMessage => {
    const request = sent.at(-1);
    if (request === undefined) throw new Error('nothing was sent');
    return request.message;
  };
  const answer = (from = HERE): boolean => binding.take(read(bindingSuccess(last(), from, KEY)));
  return { clock, sent, moves, binding, last, answer };
}

describe('Binding', () => {
  it('has settled at the answer to a request of its own, at the next one, or when it is closed', async () => {
    const { clock, sent, binding, answer } = start();
    answer();
    const settled: string[] = [];
    const wait = (name: string): void => {
      void binding.settled().then(() => settled.push(name));
    };
    wait('answered');
    expect(sent).toHaveLength(2);
    answer();
    await clock.advance(0);
    expect(settled).toEqual(['answered']);
    wait('given up');
    await clock.advance(9_999);
    expect(settled).toHaveLength(1);
    await clock.advance(1);
    wait('closed');
    binding.close();
    await clock.advance(0);
    expect(settled).toEqual(['answered', 'given up', 'closed']);
  });

  it('asks at once and every 10 s, each time in a transaction of its own', async () => {
    const { clock, sent, binding, answer } = start();
    expect(answer()).toBe(true);
    for (let n = 0; n < 2; n += 1) {
      await clock.advance(10_000);
      answer();
    }
    expect(sent.map(({ at }) => at)).toEqual([0, 10_000, 20_000]);
    expect(new Set(sent.map(({ message }) => message.transactionId.toString('hex'))).size).toBe(3);
    for (const { message } of sent) {
      expect(message.username).toBe('somebody');
      expect(isProved(message, KEY)).toBe(true);
    }
    binding.close();
    expect(clock.running).toBe(0);
  });

  it('repeats a request four times, until the next takes its place', async () => {
    const { clock, sent, binding } = start();
    await clock.advance(19_999);
    const times = [0, 500, 1_500, 3_500, 7_500];
    expect(sent.map(({ at }) => at)).toEqual([...times, ...times.map((at) => 10_000 + at)]);
    const ids = sent.map(({ message }) => message.transactionId.toString('hex'));
    expect(new Set(ids.slice(0, 5)).size).toBe(1);
    expect(new Set(ids).size).toBe(2);
    binding.close();
  });

  it('repeats no more once it is answered', async () => {
    const { clock, sent, binding, answer } = start();
    await clock.advance(600);
    answer();
    await clock.advance(9_000);
    expect(sent.map(({ at }) => at)).toEqual([0, 500]);
    binding.close();
  });

  it('tells its address, and again when that has changed', async () => {
    const { clock, moves, binding, answer } = start();
    expect(binding.address).toBeNull();
    const addresses = [HERE, HERE, { ...HERE, port: 4001 }, { ...HERE, ip: '203.0.113.8' }];
    for (const address of addresses) {
      answer(address);
      expect(binding.address).toEqual(address);
      await clock.advance(10_000);
    }
    expect(moves).toEqual(addresses.slice(1));
    binding.close();
  });

  it('believes nobody but the server', () => {
    const { binding, last, answer } = start();
    const wrongKey = shortTermKey('guess');
    const other = { ...last(), transactionId: Buffer.alloc(12) };
    const lies = [
      bindingSuccess(last(), HERE, wrongKey),
      bindingSuccess(other, HERE, KEY),
      // A request sent back is authentic, and no answer.
      last().bytes,
    ];
    for (const lie of lies) expect(binding.take(read(lie))).toBe(false);
    expect(binding.address).toBeNull();
    // And it still waits for the truth, which counts once.
    expect([answer(), answer()]).toEqual([true, false]);
    binding.close();
  });

  it('takes an error for an answer that tells no address', async () => {
    const { clock, sent, binding, last } = start();
    const error = unknownAttributeError({ ...last(), unknown: [0x7fff] }, KEY);
    expect(binding.take(read(error))).toBe(true);
    await clock.advance(9_999);
    expect(sent).toHaveLength(1);
    expect(binding.address).toBeNull();
    binding.close();
  });

  it('proves when it is asked to, once a second at most', async () => {
    const { clock, sent, binding } = start();
    binding.prove();
    await clock.advance(999);
    binding.prove();
    await clock.advance(1);
    binding.prove();
    expect(sent.map(({ at }) => at)).toEqual([0, 500, 1_000]);
    await clock.advance(10_000);
    expect(sent.map(({ at }) => at).slice(-2)).toEqual([8_500, 11_000]);
    binding.close();
  });
});

describe('an uplink with credentials', () => {
  async function* speech(count: number): AsyncGenerator<OpusFrame> {
    const frame = opusFrame(Uint8Array.from([0xf8, 0]));
    for (let n = 0; frame !== null && n < count; n += 1) yield await Promise.resolve(frame);
  }

  it('proves its address before each talk spurt and during a long one, and sends no empty RTP', async () => {
    const clock = new ManualClock();
    const sent: string[] = [];
    const uplink = new Uplink({
      ssrc: 77,
      clock,
      random: (bound) => randomInt(bound),
      credentials: CREDENTIALS,
      send: (bytes) => {
        const message = readStun(bytes);
        sent.push(message === null ? 'rtp' : `stun ${clock.monotonic()}`);
        if (message !== null) uplinkOf()?.answered(read(bindingSuccess(message, HERE, KEY)));
      },
    });
    function uplinkOf(): Uplink | undefined {
      return clock.monotonic() > 0 ? uplink : undefined;
    }
    await clock.advance(5_000);
    const talking = uplink.talk(speech(600));
    await clock.advance(12_000);
    await talking;
    expect(uplink.publicAddress).toEqual(HERE);
    const proofs = sent.filter((what) => what !== 'rtp');
    // At 0 there is nobody to hand the answer to, so the first request is repeated.
    expect(proofs).toEqual([0, 500, 5_000, 15_000].map((at) => `stun ${at}`));
    expect(sent.indexOf('rtp')).toBe(sent.indexOf('stun 5000') + 1);
    expect(sent.filter((what) => what === 'rtp')).toHaveLength(600);
    uplink.close();
    expect(clock.running).toBe(0);
  });
});
