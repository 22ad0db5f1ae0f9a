import { expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { RoundTrip } from './round-trip.ts';

type SetUp = { clock: ManualClock; pings: Buffer[]; last: () => Buffer; trip: RoundTrip };

function setUp(): SetUp {
  const clock = new ManualClock();
  const pings: Buffer[] = [];
  const trip = new RoundTrip(clock, (payload) => pings.push(payload), 1_000);
  return { clock, pings, last: () => pings.at(-1) ?? Buffer.alloc(0), trip };
}

it('is the time from a ping to the pong with its payload, once', () => {
  const { clock, last, trip } = setUp();
  trip.start();
  clock.advance(30);
  expect(trip.end(Buffer.from('another'))).toBeNull();
  expect(trip.end(last())).toBe(30);
  expect(trip.end(last())).toBeNull();
});

it('has one ping under way, and not one more before its interval is over', () => {
  const { clock, pings, last, trip } = setUp();
  trip.start();
  trip.start();
  expect(pings).toHaveLength(1);
  trip.end(last());
  clock.advance(999);
  trip.start();
  expect(pings).toHaveLength(1);
  clock.advance(1);
  trip.start();
  expect(pings).toHaveLength(2);
  clock.advance(5_000);
  trip.start();
  expect(pings).toHaveLength(2);
});

it('does not take the pong of an earlier ping for that of a later one', () => {
  const { clock, last, trip } = setUp();
  trip.start();
  const earlier = last();
  trip.end(earlier);
  clock.advance(1_000);
  trip.start();
  expect(trip.end(earlier)).toBeNull();
});
