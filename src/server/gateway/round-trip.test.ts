import { beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { RoundTrip } from './round-trip.ts';

let clock: ManualClock;
let trip: RoundTrip;

beforeEach(() => {
  clock = new ManualClock();
  trip = new RoundTrip(clock, 1_000);
});

/** The payload of a ping that has to be possible now. */
function begun(): Buffer {
  const payload = trip.begin();
  if (payload === null) throw new Error('no ping now');
  return payload;
}

it('is the time from a ping to the pong with its payload, once', () => {
  const payload = begun();
  clock.advance(30);
  expect(trip.end(Buffer.from('another'))).toBeNull();
  expect(trip.end(payload)).toBe(30);
  expect(trip.end(payload)).toBeNull();
});

it('has one ping under way, and not one more before its interval is over', () => {
  const payload = begun();
  expect(trip.begin()).toBeNull();
  trip.end(payload);
  clock.advance(999);
  expect(trip.begin()).toBeNull();
  clock.advance(1);
  begun();
  clock.advance(5_000);
  expect(trip.begin()).toBeNull();
});

it('does not take the pong of an earlier ping for that of a later one', () => {
  const earlier = begun();
  trip.end(earlier);
  clock.advance(1_000);
  begun();
  expect(trip.end(earlier)).toBeNull();
});
