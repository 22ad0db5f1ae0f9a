import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Changes,
  type Figures,
  FollowedTalker,
  FRAME_TICKS,
  MARKER,
} from './testing/followed-talker.ts';

let talker: FollowedTalker;

function begin(): void {
  talker = new FollowedTalker();
}

beforeEach(begin);

const comes = (sequence: number, changes?: Changes): void => talker.comes(sequence, changes);
const figures = (): Figures => talker.figures();

describe('jitter', () => {
  it('is that of RFC 3550, A.8, at 48 kHz', () => {
    const step = fc.record({
      after: fc.double({ min: 0, max: 499, noNaN: true }),
      ticks: fc.integer({ min: -5_000, max: 20_000 }),
    });
    const steps = fc.array(step, { maxLength: 100 });
    fc.assert(
      fc.property(steps, fc.nat(0xffff_ffff), (rest, firstTimestamp) => {
        begin();
        let [timestamp, jitter] = [firstTimestamp, 0];
        comes(0, { timestamp });
        rest.forEach(({ after: gap, ticks }, i) => {
          const arrivedBefore = talker.now;
          timestamp += ticks;
          comes(i + 1, { timestamp, after: gap });
          const difference = Math.abs(talker.now - arrivedBefore - ticks / 48);
          jitter += (difference - jitter) / 16;
        });
        expect(figures().jitter_ms).toBeCloseTo(jitter, 9);
      }),
    );
  });

  it('goes by the order in which packets arrive, late ones and copies included', () => {
    comes(1);
    comes(3);
    expect(figures().jitter_ms).toBeCloseTo(20 / 16, 9);
    const before = figures().jitter_ms;
    comes(2);
    expect(figures().jitter_ms).toBeCloseTo(before + (40 - before) / 16, 9);
    const late = figures().jitter_ms;
    comes(2, { after: 300 });
    expect(figures().jitter_ms).toBeCloseTo(late + (300 - late) / 16, 9);
  });

  it('is not raised by silence, whether timestamps go on during it or not', () => {
    for (const ticks of [0, 3_000 * 48, 0x7fff_0000]) {
      begin();
      comes(1);
      comes(2, { after: 3_000, timestamp: FRAME_TICKS + ticks });
      expect(figures().jitter_ms).toBe(0);
    }
  });

  it('is not raised by a spurt after a short pause, as the marker tells', () => {
    comes(1);
    comes(2, { after: 300, second: MARKER });
    expect(figures().jitter_ms).toBe(0);
    comes(3);
    expect(figures().jitter_ms).toBe(0);
  });

  it('is measured all the same where every packet has the marker', () => {
    comes(1, { second: MARKER });
    comes(2, { after: 36, second: MARKER });
    expect(figures().jitter_ms).toBe(1);
  });

  it('is not raised by a restart', () => {
    for (const sequence of [1, 30_000, 30_001]) comes(sequence);
    expect(figures().jitter_ms).toBe(0);
  });
});
