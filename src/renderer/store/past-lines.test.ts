import { describe, expect, it } from 'vitest';
import type { TrafficMinute } from '../../contract/past.ts';
import { lastHour, lastMinutes, MINUTE_MS, packetsBefore, SPAN_MS } from './past-lines.ts';
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

const pairs = ({ times, packetsIn }: PeerLines): [number, number][] =>
  times.map((at, index) => [at, packetsIn[index] ?? NaN]);

describe('the last five minutes', () => {
  const now = HOUR + 30_000;

  it('are the journal’s minutes, level, up to what the window has seen', () => {
    const past = { rows: [row(HOUR - MINUTE_MS, 60)], from: HOUR - 2 * MINUTE_MS, until: HOUR };
    const live = seen(HOUR - 10_000, [7, 8]);
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
    const past = { rows: [], from: HOUR - MINUTE_MS, until: HOUR };
    expect(pairs(lastMinutes(past, seen(HOUR + 25_000, [1]), now))).toEqual([
      [HOUR - MINUTE_MS, 0],
      [HOUR - 1_000, 0],
      [HOUR, NaN],
      [HOUR + 25_000, 1],
    ]);
  });

  it('have what an earlier run had kept of this minute', () => {
    const past = { rows: [row(HOUR, 300)], from: HOUR, until: HOUR };
    expect(pairs(lastMinutes(past, seen(HOUR + 25_000, [1]), now))).toEqual([
      [HOUR, 12],
      [HOUR + 24_000, 12],
      [HOUR + 25_000, 1],
    ]);
  });

  it('are what the window has seen where that is enough, or nothing else is known', () => {
    const live = seen(now - SPAN_MS.minutes, [1, 2]);
    expect(lastMinutes({ rows: [], from: 0, until: HOUR }, live, now)).toBe(live);
    const short = seen(now - 2_000, [1, 2]);
    expect(lastMinutes(null, short, now)).toBe(short);
  });
});

describe('the last hour', () => {
  const now = HOUR + 30_000;

  it('has a point for each minute, the last one of what the window sees', () => {
    const minute = HOUR - 3 * MINUTE_MS;
    const past = {
      rows: [row(minute, 120, { packets_out: 60, expected: 100, lost: 25, jitter_ms: 4 })],
      from: HOUR - SPAN_MS.hour,
      until: HOUR,
    };
    const lines = lastHour(past, seen(HOUR, [10, 20, 30]), now);
    expect(lines.times).toHaveLength(61);
    expect([lines.times[0], lines.times.at(-1)]).toEqual([HOUR - SPAN_MS.hour, HOUR]);
    const at = lines.times.indexOf(minute);
    const figures = [lines.packetsIn[at], lines.packetsOut[at], lines.loss[at], lines.jitter[at]];
    expect(figures).toEqual([2, 1, 0.25, 4]);
    expect([lines.packetsIn[at + 1], lines.loss[at + 1]]).toEqual([0, NaN]);
    expect([lines.packetsIn[60], lines.loss[60], lines.jitter[60]]).toEqual([20, 0.5, 30]);
  });

  it('adds what an earlier run had kept of the minute that is not over', () => {
    const rows = [row(HOUR, 300, { expected: 10, lost: 1, jitter_ms: 40 })];
    const past = { rows, from: HOUR - SPAN_MS.hour, until: HOUR };
    const lines = lastHour(past, seen(HOUR + 20_000, new Array<number>(10).fill(60)), now);
    // 300 packets before the restart and 600 after it, in thirty seconds.
    expect([lines.packetsIn[60], lines.loss[60], lines.jitter[60]]).toEqual([30, 0.5, 60]);
    const none = seen(HOUR + 30_000, []);
    expect(lastHour(past, none, now).packetsIn[60]).toBe(10);
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
  const fill = (since: number): number[] => packetsBefore([0, 0, 0, 50, 7], 5, 6, since, rows);

  it('before the window looked on are those of the journal’s minutes', () => {
    expect(fill(HOUR + 62_000)).toEqual([10, 10, 10, 50, 7]);
    expect(fill(HOUR - MINUTE_MS)).toEqual([0, 0, 0, 50, 7]);
  });

  it('are more a second where an earlier run had only part of the minute', () => {
    expect(fill(HOUR + 30_000)).toEqual([20, 20, 20, 50, 7]);
    expect(fill(HOUR + 5_000)).toEqual([2, 2, 120, 50, 7]);
  });
});
