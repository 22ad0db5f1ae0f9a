import { expect, it } from 'vitest';
import { Freshness } from './freshness.ts';

const SECOND = 1_000;

/** A window that looks once a second; the clocks differ by a day. */
function window_() {
  const freshness = new Freshness();
  let now = 0;
  const look = (): number | null => freshness.look(now);
  return {
    wait: (seconds: number): (number | null)[] =>
      Array.from({ length: seconds }, () => {
        now += SECOND;
        return look();
      }),
    sleep: (ms: number): number | null => {
      now += ms;
      return look();
    },
    hear: () => freshness.heard(now + 86_400_000, now),
  };
}

it('is as of now while the net tells something now and then', () => {
  const { wait, hear } = window_();
  for (let time = 0; time < 5; time += 1) {
    hear();
    expect(wait(3)).toEqual([null, null, null]);
  }
});

it('is out of date after four seconds, as of the last word, until there is another', () => {
  const { wait, hear } = window_();
  wait(1);
  hear();
  const at = 86_400_000 + SECOND;
  expect(wait(5)).toEqual([null, null, null, at, at]);
  hear();
  expect(wait(1)).toEqual([null]);
});

it('holds no silence against the net in which the window did not look', () => {
  const { wait, sleep, hear } = window_();
  wait(1);
  hear();
  expect(sleep(3_600 * SECOND)).toBeNull();
  expect(wait(4)).toEqual([null, null, null, 86_400_000 + SECOND]);
});
