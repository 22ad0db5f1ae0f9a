import { beforeEach, expect, it } from 'vitest';
import { MediaRoundTrips } from './media-round-trips.ts';
import { receiverReport, rtcp, senderReport } from './testing/packets.ts';

const [TALKER, LISTENER] = [1, 2];
/** 100 ms, as DLSR has it: in units of 1/65536 s. */
const DLSR_100_MS = 6_554;

let trips: MediaRoundTrips;

beforeEach(() => {
  trips = new MediaRoundTrips();
  trips.heard(TALKER, senderReport(TALKER, 0x1234_5678), 1_000);
});

/** The listener reports what it heard of the talker. */
function reports(lsr: number, now: number, dlsr = DLSR_100_MS): number | null {
  return trips.heard(LISTENER, receiverReport(LISTENER, { about: TALKER, lsr, dlsr }), now);
}

it('is the time from one report to the other, without the time the radio took', () => {
  expect(reports(0x1234_5678, 1_130)).toBeCloseTo(30, 1);
});

it('is told by a sender report with blocks, and by the second packet of a compound', () => {
  const block = { about: TALKER, lsr: 0x1234_5678, dlsr: DLSR_100_MS };
  const report = senderReport(LISTENER, 9, { about: 77, lsr: 1, dlsr: 1 }, block);
  expect(trips.heard(LISTENER, report, 1_120)).toBeCloseTo(20, 1);
  const compound = Buffer.concat([receiverReport(LISTENER), receiverReport(LISTENER, block)]);
  expect(trips.heard(LISTENER, compound, 1_125)).toBeCloseTo(25, 1);
});

it('finds the report that is meant among the last four', () => {
  for (const id of [2, 3, 4]) trips.heard(TALKER, senderReport(TALKER, id), 1_000 + id);
  expect(reports(0x1234_5678, 1_130)).toBeCloseTo(30, 1);
  expect(reports(3, 1_133)).toBeCloseTo(30, 1);
  trips.heard(TALKER, senderReport(TALKER, 5), 1_005);
  expect(reports(0x1234_5678, 1_130)).toBeNull();
});

it('is nothing where the report is of nobody known, or of no sender report at all', () => {
  expect(reports(0x1234_5679, 1_130)).toBeNull();
  expect(reports(0, 1_130)).toBeNull();
  trips.forget(TALKER);
  expect(reports(0x1234_5678, 1_130)).toBeNull();
});

it('is nothing where the radio claims to have waited for longer than it was', () => {
  expect(reports(0x1234_5678, 1_099.5)).toBe(0);
  expect(reports(0x1234_5678, 1_098.5)).toBeNull();
});

it('takes the word of a radio about itself alone', () => {
  const block = { about: TALKER, lsr: 0x1234_5678, dlsr: DLSR_100_MS };
  const forged = Buffer.concat([receiverReport(3), receiverReport(LISTENER, block)]);
  expect(trips.heard(3, forged, 1_130)).toBeNull();
  trips.heard(3, Buffer.concat([receiverReport(3), senderReport(TALKER, 42)]), 1_000);
  expect(reports(42, 1_130)).toBeNull();
});

it('reads no further than a packet goes, whatever it claims', () => {
  const whole = receiverReport(LISTENER, { about: TALKER, lsr: 0x1234_5678, dlsr: 0 });
  for (let length = 0; length < whole.length; length += 1) {
    expect(trips.heard(LISTENER, whole.subarray(0, length), 1_000)).toBeNull();
  }
  const manyBlocks = rtcp(LISTENER, 201, 12);
  manyBlocks[0] = 0x9f;
  const short = rtcp(LISTENER, 200, 12);
  for (const packet of [manyBlocks, short]) {
    expect(trips.heard(LISTENER, packet, 1_000)).toBeNull();
  }
});
