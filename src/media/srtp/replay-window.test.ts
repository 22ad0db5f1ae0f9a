import { expect, it } from 'vitest';
import { REPLAY_WINDOW, ReplayWindow } from './replay-window.ts';
import { noise } from './testing/bytes.ts';

function windowAt(...indices: readonly number[]): ReplayWindow {
  const window = new ReplayWindow();
  for (const index of indices) window.add(index);
  return window;
}

it('takes each index once', () => {
  const window = windowAt(1_000, 1_002);
  expect([999, 1_000, 1_001, 1_002, 1_003].map((i) => window.isNew(i))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
});

it('reaches back 128 and no further', () => {
  const window = windowAt(1_000);
  expect(window.isNew(1_000 - (REPLAY_WINDOW - 1))).toBe(true);
  expect(window.isNew(1_000 - REPLAY_WINDOW)).toBe(false);
});

it('forgets all of the window after a great step', () => {
  const window = windowAt(...Array.from({ length: 200 }, (_, i) => i), 10_000);
  for (let i = 1; i < REPLAY_WINDOW; i += 1) expect(window.isNew(10_000 - i)).toBe(true);
});

it('agrees with a set of all that it saw, whatever the order', () => {
  const window = new ReplayWindow();
  const seen = new Set<number>();
  let highest = -1;
  let base = 0xffff_fff0;
  noise(5_000, 7).forEach((byte, step) => {
    base += byte % 7 === 0 ? byte : 1;
    const index = base - (step % 3 === 0 ? byte % 160 : 0);
    const isNew = index > highest || (index > highest - REPLAY_WINDOW && !seen.has(index));
    expect(window.isNew(index)).toBe(isNew);
    if (!isNew) return;
    window.add(index);
    seen.add(index);
    highest = Math.max(highest, index);
  });
});
