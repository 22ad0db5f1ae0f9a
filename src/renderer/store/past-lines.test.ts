import { describe, expect, it } from 'vitest';
import type { TrafficMinute } from '../../contract/past.ts';
import { lastHour, lastMinutes, packetsBefore, SPAN_MS } from './past-lines.ts';
import { MINUTE_MS, type PastMinutes } from './past-minutes.ts';
import type { PeerLines } from './peer-history.ts';

/** Ten o'clock, or so. */
const HOUR = 600 * MINUTE_MS;

function row(minute: number, packets_in: number, more: Partial<TrafficMinute> = {}): TrafficMinute {
  const rest = { packets_out: 0, drops: 0, expected: 0, lost: 0, jitter_ms: null };
  return { minute, packets_in, ...rest, ...more };
}

/** What the window saw: one figure for each second from a time on. */
function seen(from: number, figures: readonly number[]): PeerLines {
  return {
    times: figures.map((_, index) => from + index * 1_000),
    packetsIn: figures,
    packetsOut: figures,
    loss: figures.map(() => 0.5),
    jitter: figures,
  };
}

/** What the journal answered, of a net that was on the air from long ago on, unless told otherwise. */
function asked(
  rows: readonly TrafficMinute[],
  from: number,
  until: number,
  onAir: PastMinutes['onAir'] = [{ from: 0, to: null }],
): PastMinutes {
  return { rows, from, until, onAir };
}

const pairs = ({ times, packetsIn }: PeerLines): [number, number][] =>
  times.map((at, index) => [at, packetsIn[index] ?? NaN]);

describe('the last five minutes', () => {
  const now = HOUR + 30_000;

  it('are the journal’s minutes, level, up to what the window has seen', () => {
    const rows = [row(HOUR - 2 * MINUTE_MS, 0), row(HOUR - MINUTE_MS, 60)];
    const live = seen(HOUR - 10_000, [7, 8]);
    const past = asked(rows, HOUR - 2 * MINUTE_MS, HOUR);
    expect(pairs(lastMinutes(past, live, now))).toEqual([
      [HOUR - 2 * MINUTE_MS, 0],
      [HOUR - MINUTE_MS - 1_000, 0],
      [HOUR - MINUTE_MS, 1],
      [HOUR - 11_000, 1],
      [HOUR - 10_000, 7],
      [HOUR - 9_000, 8],
    ]);
  });

  it('have a gap for the minute that the journal did not have yet', () => {
    const past = asked([row(HOUR - MINUTE_MS, 0)], HOUR - MINUTE_MS, HOUR);
    expect(pairs(lastMinutes(past, seen(HOUR + 25_000, [1]), now))).toEqual([
      [HOUR - MINUTE_MS, 0],
      [HOUR - 1_000, 0],
      [HOUR + 12_000, NaN],
      [HOUR + 25_000, 1],
    ]);
  });

  it('have what an earlier run had kept of this minute, and a gap until the net was back', () => {
    const before = { from: HOUR - 10_000, to: HOUR + 15_000 };
    const past = asked([row(HOUR, 300)], HOUR, HOUR, [before, { from: HOUR + 24_000, to: null }]);
    expect(pairs(lastMinutes(past, seen(HOUR + 25_000, [1]), now))).toEqual([
      [HOUR, 20],
      [HOUR + 14_000, 20],
      [HOUR + 19_500, NaN],
      [HOUR + 25_000, 1],
    ]);
  });

  it('have gaps where the net was down, and rates of the time in which it was not', () => {
    const minute = HOUR - 3 * MINUTE_MS;
    const rows = [row(minute, 60), row(HOUR - MINUTE_MS, 120)];
    const runs = [
      { from: 0, to: minute + 30_000 },
      // Ended before its first minute was written.
      { from: minute + 80_000, to: minute + 90_000 },
      { from: HOUR - 40_000, to: null },
    ];
    const past = asked(rows, minute, HOUR, runs);
    expect(pairs(lastMinutes(past, seen(HOUR, [9]), now))).toEqual([
      [minute, 2],
      [minute + 29_000, 2],
      [HOUR - 95_500, NaN],
      [HOUR - 40_000, 3],
      [HOUR - 1_000, 3],
      [HOUR, 9],
    ]);
  });

  it('take what is written down for true where it fits no run: a clock was set', () => {
    const past = asked([row(HOUR - MINUTE_MS, 60)], HOUR - MINUTE_MS, HOUR, []);
    expect(pairs(lastMinutes(past, seen(HOUR, [1]), now))).toEqual([
      [HOUR - MINUTE_MS, 1],
      [HOUR - 1_000, 1],
      [HOUR, 1],
    ]);
  });

  it('are what the window has seen where that is enough, or nothing else is known', () => {
    const live = seen(now - SPAN_MS.minutes, [1, 2]);
    expect(lastMinutes(asked([], 0, HOUR), live, now)).toBe(live);
    const short = seen(now - 2_000, [1, 2]);
    expect(lastMinutes(null, short, now)).toBe(short);
  });

  it('are of the figures that were asked for, and no others', () => {
    const past = asked([row(HOUR - MINUTE_MS, 0, { drops: 120 })], HOUR - MINUTE_MS, HOUR);
    const lines = lastMinutes(past, { times: [HOUR], drops: [5] }, now);
    expect(lines).toEqual({
      times: [HOUR - MINUTE_MS, HOUR - 1_000, HOUR],
      drops: [2, 2, 5],
    });
  });
});

describe('the last hour', () => {
  const now = HOUR + 30_000;

  it('has a point for each minute, none where the net was not there', () => {
    const minute = HOUR - 3 * MINUTE_MS;
    const rows = [
      row(minute, 120, { packets_out: 60, expected: 100, lost: 25, jitter_ms: 4 }),
      row(minute + MINUTE_MS, 0),
    ];
    const past = asked(rows, HOUR - SPAN_MS.hour, HOUR);
    const lines = lastHour(past, seen(HOUR, [10, 20, 30]), now);
    expect(lines.times).toHaveLength(61);
    expect([lines.times[0], lines.times.at(-1)]).toEqual([HOUR - SPAN_MS.hour, HOUR]);
    const at = lines.times.indexOf(minute);
    const figures = [lines.packetsIn[at], lines.packetsOut[at], lines.loss[at], lines.jitter[at]];
    expect(figures).toEqual([2, 1, 0.25, 4]);
    expect([lines.packetsIn[at + 1], lines.loss[at + 1]]).toEqual([0, NaN]);
    expect([lines.packetsIn[at - 1], lines.packetsIn[at + 2]]).toEqual([NaN, NaN]);
    expect([lines.packetsIn[60], lines.loss[60], lines.jitter[60]]).toEqual([20, 0.5, 30]);
  });

  it('adds what an earlier run had kept of the minute that is not over', () => {
    const rows = [row(HOUR, 300, { expected: 10, lost: 1, jitter_ms: 40 })];
    const runs = [{ from: 0, to: HOUR + 15_000 }];
    const past = asked(rows, HOUR - SPAN_MS.hour, HOUR, runs);
    const lines = lastHour(past, seen(HOUR + 20_000, new Array<number>(10).fill(60)), now);
    // 300 packets in fifteen seconds and 600 in ten; in five the net was down.
    expect([lines.packetsIn[60], lines.loss[60], lines.jitter[60]]).toEqual([36, 0.5, 60]);
    const none = lastHour(past, seen(HOUR + 30_000, []), now);
    expect([none.packetsIn[60], none.loss[60], none.jitter[60]]).toEqual([20, 0.1, 40]);
  });

  it('leaves a minute that is just over to the window, though the journal has it already', () => {
    const runs = [{ from: HOUR + 40_000, to: null }];
    const past = asked([row(HOUR, 200)], HOUR - SPAN_MS.hour, HOUR, runs);
    const live = seen(HOUR + 50_000, new Array<number>(12).fill(10));
    const lines = lastHour(past, live, HOUR + 62_000);
    expect(lines.packetsIn.slice(-2)).toEqual([10, 10]);
    expect(lastMinutes(past, live, HOUR + 62_000).times[0]).toBe(HOUR + 50_000);
  });

  it('shows nothing of minutes that nobody knows of', () => {
    const lines = lastHour(null, seen(HOUR, [10]), now);
    expect(lines.packetsIn.slice(0, 60).every(Number.isNaN)).toBe(true);
    expect(lines.packetsIn[60]).toBe(10);
  });
});

describe('packets by stretches', () => {
  const rows = [row(HOUR - MINUTE_MS, 120), row(HOUR, 600)];
  // The window has looked on for six seconds: two stretches, of which one is not full.
  const fill = (since: number, until: number, onAir?: PastMinutes['onAir']): number[] =>
    packetsBefore([0, 0, 0, 50, 7], 5, 6, since, asked(rows, 0, until, onAir));

  it('before the window looked on are those of the journal’s minutes', () => {
    expect(fill(HOUR + 62_000, HOUR + MINUTE_MS)).toEqual([10, 10, 10, 50, 7]);
    expect(fill(HOUR, HOUR)).toEqual([2, 2, 2, 50, 7]);
  });

  it('are none while the net was down, and more a second where it was there for a part', () => {
    const runs = [
      { from: 0, to: HOUR + 20_000 },
      { from: HOUR + 29_000, to: null },
    ];
    expect(fill(HOUR + 30_000, HOUR, runs)).toEqual([30, NaN, NaN, 50, 7]);
    // The minute is over by now, and what the window has seen is part of it.
    const rate = 600 / 51;
    expect(fill(HOUR + 30_000, HOUR + MINUTE_MS, runs)).toEqual([rate, NaN, rate, 50, 7]);
    expect(fill(HOUR - MINUTE_MS, HOUR)).toEqual([NaN, NaN, NaN, 50, 7]);
  });
});
