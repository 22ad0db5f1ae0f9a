import { expect, it } from 'vitest';
import { PeerRates } from './peer-rates.ts';

const SSRC = 1;

const counters = (packets_in: number, packets_out: number) => ({
  packets_in,
  bytes_in: 100 * packets_in,
  packets_out,
  bytes_out: 100 * packets_out,
});
const NOTHING = { packets_in_per_s: 0, packets_out_per_s: 0, bitrate_in_bps: 0 };

it('has none before there are two samples', () => {
  const rates = new PeerRates();
  expect(rates.of(SSRC)).toEqual(NOTHING);
  expect(rates.take(SSRC, counters(500, 70), 1_000)).toBe(false);
  expect(rates.of(SSRC)).toEqual(NOTHING);
});

it('goes by the time that has passed', () => {
  const rates = new PeerRates();
  rates.take(SSRC, counters(500, 70), 1_000);
  expect(rates.take(SSRC, counters(600, 75), 3_000)).toBe(true);
  const fifty = { packets_in_per_s: 50, packets_out_per_s: 2.5, bitrate_in_bps: 40_000 };
  expect(rates.of(SSRC)).toEqual(fifty);
  expect(rates.take(SSRC, counters(600, 75), 3_000)).toBe(false);
  expect(rates.of(SSRC)).toEqual(fifty);
});

it('tells once that it has fallen to nothing', () => {
  const rates = new PeerRates();
  rates.take(SSRC, counters(0, 0), 0);
  rates.take(SSRC, counters(50, 0), 1_000);
  expect(rates.take(SSRC, counters(50, 0), 2_000)).toBe(true);
  expect(rates.of(SSRC)).toEqual(NOTHING);
  expect(rates.take(SSRC, counters(50, 0), 3_000)).toBe(false);
});

it('counts the time at rest out of the next rate', () => {
  const rates = new PeerRates();
  expect(rates.rest(SSRC, 0)).toBe(false);
  rates.take(SSRC, counters(50, 0), 0);
  expect(rates.rest(SSRC, 9_000)).toBe(true);
  rates.take(SSRC, counters(100, 0), 10_000);
  expect(rates.of(SSRC).packets_in_per_s).toBe(50);
  expect(rates.rest(SSRC, 11_000)).toBe(false);
});

it('is never below nothing, and begins anew for another peer of that SSRC', () => {
  const rates = new PeerRates();
  rates.take(SSRC, counters(50, 50), 0);
  rates.take(SSRC, counters(50, 40), 1_000);
  expect(rates.of(SSRC)).toEqual(NOTHING);
  rates.take(SSRC, counters(90, 90), 2_000);
  rates.forget(SSRC);
  expect(rates.of(SSRC)).toEqual(NOTHING);
});
