import { expect, it } from 'vitest';
import { FRAME_WINDOW_MS, FrameRate } from './frame-rate.ts';

const judged = (rate: FrameRate, count: number, now: number) =>
  Array.from({ length: count }, () => rate.judge(now));

it('takes so many, refuses as many again, and then closes', () => {
  const rate = new FrameRate(3);
  const expected = ['take', 'take', 'take', 'refuse', 'refuse', 'refuse', 'close'];
  expect(judged(rate, 7, 5_000)).toEqual(expected);
});

it('begins anew when the window that began with the first frame is over', () => {
  const rate = new FrameRate(2);
  expect([rate.judge(5_000), ...judged(rate, 2, 30_000)]).toEqual(['take', 'take', 'refuse']);
  expect(rate.refusal(30_000).reason).toBe('more than 2 frames in a minute; wait 35 s');
  expect(rate.judge(5_000 + FRAME_WINDOW_MS - 1)).toBe('refuse');
  expect(rate.judge(5_000 + FRAME_WINDOW_MS)).toBe('take');
});

it('takes any number where there is no limit', () => {
  expect(new Set(judged(new FrameRate(0), 1_000, 0))).toEqual(new Set(['take']));
});
