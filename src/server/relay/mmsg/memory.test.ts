import { expect, it } from 'vitest';
import { addressOf, memory, point } from './memory.ts';

const LINE = 2 ** 32;

it('never lies across a 4 GiB line, so that one upper half holds for all of it', () => {
  // Whatever is asked for first would lie across it.
  const addresses = [5 * LINE - 8, 7 * LINE + 16];
  const { bytes, low, high } = memory({ address: () => addresses.shift() ?? 0 }, 64);
  expect([bytes.length, low, high]).toEqual([64, 16, 7]);
});

it('points at its bytes by their addresses', () => {
  const target = memory({ address: () => 3 * LINE + 0xffff_ff00 }, 64);
  const words = new Int32Array(4);
  point(words, 1, target, 24);
  const written = (words[2] ?? 0) * LINE + ((words[1] ?? 0) >>> 0);
  expect(written).toBe(3 * LINE + 0xffff_ff18);
  expect(addressOf(target, 24)).toBe(written);
});
