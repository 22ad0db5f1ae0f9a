import { expect, it } from 'vitest';
import { PacketRates } from './packet-rates.ts';

const allowed = (rates: PacketRates, count: number, now: number, slot = 1): number =>
  Array.from({ length: count }, () => rates.allows(slot, now)).filter(Boolean).length;

it('lets so many of each peer through in a second', () => {
  const rates = new PacketRates(3, 5);
  expect(allowed(rates, 5, 1_000)).toBe(5);
  expect(allowed(rates, 1, 1_999)).toBe(0);
  expect(allowed(rates, 6, 1_500, 2)).toBe(5);
  expect(allowed(rates, 6, 2_000)).toBe(5);
});

it('begins anew for another peer in the slot', () => {
  const rates = new PacketRates(3, 2);
  expect(allowed(rates, 3, 0)).toBe(2);
  rates.take(1);
  expect(allowed(rates, 3, 0)).toBe(2);
});

it('lets any number through where there is no limit', () => {
  expect(allowed(new PacketRates(3, 0), 1_000, 0)).toBe(1_000);
});
