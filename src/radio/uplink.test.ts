import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { type OpusFrame, opusFrame } from './opus.ts';
import { type RtpPacket, parseRtp } from './rtp.ts';
import { Uplink } from './uplink.ts';

/** The n-th frame of 20 ms, told apart by its last byte. */
function frame(n: number): OpusFrame {
  const made = opusFrame(Uint8Array.from([0xf8, n]));
  if (made === null) throw new Error('not Opus');
  return made;
}

async function* speech(count: number): AsyncGenerator<OpusFrame> {
  for (let n = 0; n < count; n += 1) yield await Promise.resolve(frame(n));
}

type Sent = RtpPacket & { readonly at: number };

function uplink() {
  const clock = new ManualClock();
  const sent: Sent[] = [];
  const made = new Uplink({
    ssrc: 77,
    clock,
    random: (bound) => bound - 1,
    send: (bytes) => {
      const packet = parseRtp(bytes);
      if (packet !== null) sent.push({ ...packet, at: clock.monotonic() });
    },
  });
  const media = (): Sent[] => sent.filter(({ payloadType }) => payloadType === 111);
  return { clock, sent, media, uplink: made };
}

describe('Uplink', () => {
  it('goes around with its sequence numbers', async () => {
    const { clock, sent, uplink: up } = uplink();
    await clock.advance(0x8001 * 10_000);
    expect(sent.slice(-2).map(({ sequence }) => sequence)).toEqual([0xffff, 0]);
    up.close();
  });

  it('shows its address at once and every 10 s with an RTP packet that means nothing', async () => {
    const { clock, sent, uplink: up } = uplink();
    await clock.advance(20_000);
    expect(
      sent.map(({ at, payloadType, sequence, timestamp, marker, payload, ssrc }) => [
        at,
        payloadType,
        sequence,
        timestamp,
        marker,
        payload.length,
        ssrc,
      ]),
    ).toEqual([
      [0, 127, 0x7fff, 0xffff_ffff, false, 0, 77],
      [10_000, 127, 0x8000, 479_999, false, 0, 77],
      [20_000, 127, 0x8001, 959_999, false, 0, 77],
    ]);
    up.close();
    expect(clock.running).toBe(0);
  });

  it('sends each frame at its time, with the marker on the first, as one stream', async () => {
    const { clock, media, uplink: up } = uplink();
    const talking = up.talk(speech(3));
    await clock.advance(1_000);
    expect(await talking).toEqual({ frames: 3, bytes: 6, ms: 60 });
    expect(
      media().map(({ at, marker, sequence, timestamp, payload }) => [
        at,
        marker,
        sequence,
        timestamp,
        payload[1],
      ]),
    ).toEqual([
      [0, true, 0x8000, 0xffff_ffff, 0],
      [20, false, 0x8001, 959, 1],
      [40, false, 0x8002, 1_919, 2],
    ]);
    up.close();
  });

  it('does not drift when the machine is late, and catches up', async () => {
    const { clock, media, uplink: up } = uplink();
    const after = clock.after.bind(clock);
    clock.after = (ms, call) => after(ms + 7, call);
    const talking = up.talk(speech(50));
    await clock.advance(2_000);
    await talking;
    expect(media().at(-1)?.at).toBe(49 * 20 + 7);
    expect(media().filter(({ marker }) => marker)).toHaveLength(1);
    up.close();
  });

  it('lets the timestamp go on in silence and marks the next talk spurt', async () => {
    const { clock, media, uplink: up } = uplink();
    for (const at of [0, 3_000]) {
      await clock.advance(at);
      const talking = up.talk(speech(2));
      await clock.advance(1_000);
      await talking;
    }
    const [first, , third, fourth] = media();
    expect(media().map(({ marker }) => marker)).toEqual([true, false, true, false]);
    expect((Number(third?.timestamp) - Number(first?.timestamp)) >>> 0).toBe(4_000 * 48);
    expect(Number(fourth?.sequence) - Number(third?.sequence)).toBe(1);
    up.close();
  });

  it.each([
    [500, false],
    [501, true],
  ])('takes a source that paused %i ms over its frame for a new spurt: %s', async (ms, marked) => {
    const { clock, media, uplink: up } = uplink();
    async function* paused(): AsyncGenerator<OpusFrame> {
      yield frame(0);
      await new Promise<void>((resolve) => clock.after(20 + ms, resolve));
      yield frame(1);
    }
    const talking = up.talk(paused());
    await clock.advance(1_000);
    await talking;
    const [first, second] = media();
    expect(second?.marker).toBe(marked);
    const ticks = (Number(second?.timestamp) - Number(first?.timestamp)) >>> 0;
    expect(ticks).toBe(marked ? (20 + ms) * 48 : 960);
    up.close();
  });

  it('sends no keep-alive while it talks', async () => {
    const { clock, sent, media, uplink: up } = uplink();
    const talking = up.talk(speech(600));
    await clock.advance(12_000);
    await talking;
    expect(sent.length - media().length).toBe(1);
    up.close();
  });

  it('ends a talk with the signal, even while the source keeps it waiting', async () => {
    const { clock, media, uplink: up } = uplink();
    let returned = false;
    const endless: AsyncIterable<OpusFrame> = {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          media().length < 2 ? Promise.resolve({ value: frame(0) }) : new Promise(() => 0),
        return: () => {
          returned = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    const stop = new AbortController();
    const talking = up.talk(endless, stop.signal);
    await clock.advance(100);
    stop.abort();
    expect(await talking).toMatchObject({ frames: 2 });
    expect(returned).toBe(true);
    up.close();
    expect(clock.running).toBe(0);
  });

  it('ends a talk when it is closed, and says nothing afterwards', async () => {
    const { clock, media, uplink: up } = uplink();
    const talking = up.talk(speech(100));
    await clock.advance(50);
    up.close();
    expect(await talking).toMatchObject({ frames: 3 });
    expect(await up.talk(speech(5))).toMatchObject({ frames: 0 });
    expect(media()).toHaveLength(3);
    expect(clock.running).toBe(0);
  });

  it('talks once at a time, and hands on what the source throws', async () => {
    const { clock, uplink: up } = uplink();
    const talking = up.talk(speech(5));
    await expect(up.talk(speech(5))).rejects.toThrow('SSRC 77 is talking already');
    await clock.advance(1_000);
    await talking;
    async function* broken(): AsyncGenerator<OpusFrame> {
      yield await Promise.reject(new Error('no microphone'));
    }
    await expect(up.talk(broken())).rejects.toThrow('no microphone');
    up.close();
  });
});
