import { expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { Receiver, type ReceivedFrame } from './receiver.ts';
import type { RtpPacket } from './rtp.ts';

function packet(ssrc: number, sequence: number): RtpPacket {
  const payload = Buffer.from([0xf8, 1]);
  return {
    payloadType: 111,
    marker: sequence === 1,
    sequence,
    timestamp: 960 * sequence,
    ssrc,
    payload,
  };
}

function receiver() {
  const clock = new ManualClock();
  const heard: ReceivedFrame[] = [];
  const made = new Receiver({ clock, depthMs: 60, onFrame: (frame) => heard.push(frame) });
  return { clock, heard, receiver: made };
}

it('keeps the talkers apart', async () => {
  const { clock, heard, receiver: ears } = receiver();
  for (const sequence of [1, 2]) {
    for (const ssrc of [7, 8]) ears.push(packet(ssrc, sequence));
    await clock.advance(20);
  }
  await clock.advance(100);
  expect(heard.map(({ ssrc, timestamp }) => [ssrc, timestamp / 960])).toEqual([
    [7, 1],
    [8, 1],
    [7, 2],
    [8, 2],
  ]);
  expect(clock.running).toBe(0);
});

it('listens to 256 at once, and for one more forgets the one silent for longest', () => {
  const { heard, receiver: ears } = receiver();
  for (let ssrc = 1; ssrc <= 256; ssrc += 1) ears.push(packet(ssrc, 1));
  ears.push(packet(1, 2));
  expect(heard).toEqual([]);
  ears.push(packet(257, 1));
  expect(heard.map(({ ssrc }) => ssrc)).toEqual([2]);
  expect(ears.stats(2)).toBeNull();
  expect(ears.stats(1)).toMatchObject({ received: 2 });
  ears.flush();
  expect(heard).toHaveLength(258);
});

it('leaves no timer when it is closed', () => {
  const { clock, receiver: ears } = receiver();
  ears.push(packet(1, 1));
  expect(clock.running).toBe(1);
  ears.close();
  expect(clock.running).toBe(0);
});
