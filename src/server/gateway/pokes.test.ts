import { beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { Pokes } from './pokes.ts';

let clock: ManualClock;
let pokes: Pokes;
let sent: Buffer[];

beforeEach(() => {
  clock = new ManualClock();
  pokes = new Pokes(clock, 5_000);
  sent = [];
});

const poke = (): Promise<number | null> => pokes.begin((payload) => void sent.push(payload));

/** The pong to the ping of that number. */
const pong = (index: number): Buffer => sent[index] ?? Buffer.alloc(0);

it('tells each who asks how long his own ping took', async () => {
  const first = poke();
  clock.advance(30);
  const second = poke();
  clock.advance(12);
  expect(pokes.answered(pong(1))).toBe(12);
  expect(pokes.answered(pong(0))).toBe(42);
  expect(await Promise.all([first, second])).toEqual([42, 12]);
});

it('takes no other pong, nor the same one twice', async () => {
  const outcome = poke();
  expect(pokes.answered(Buffer.from('rtt 1'))).toBeNull();
  expect(pokes.answered(Buffer.alloc(0))).toBeNull();
  expect(pokes.answered(pong(0))).toBe(0);
  expect(pokes.answered(pong(0))).toBeNull();
  expect(await outcome).toBe(0);
});

it('says so where no answer comes in time, and takes none after that', async () => {
  const outcome = poke();
  clock.advance(4_999);
  const other = poke();
  clock.advance(1);
  expect(await outcome).toBeNull();
  expect(pokes.answered(pong(0))).toBeNull();
  expect(pokes.answered(pong(1))).toBe(1);
  expect(await other).toBe(1);
});

it('gives up on all of them at once when the connection is gone', async () => {
  const outcomes = [poke(), poke()];
  pokes.giveUp();
  expect(await Promise.all(outcomes)).toEqual([null, null]);
});
