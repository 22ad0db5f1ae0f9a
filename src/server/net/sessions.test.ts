import { setFlagsFromString } from 'node:v8';
import { compileFunction } from 'node:vm';
import { expect, it } from 'vitest';
import { ResumableRadio, resumableNet } from './testing/resumable-net.ts';

setFlagsFromString('--allow-natives-syntax');
/** Whether V8 finds the fields of two objects in the same places. */
const areAlike = compileFunction('return %HaveSameMap(one, other)', ['one', 'other']) as (
  one: object,
  other: object,
) => boolean;

it('all have one hidden class, or whoever goes through all of them looks up each field anew', () => {
  const { net } = resumableNet();
  // Only once V8 has watched some of them being made does it choose how to make the next.
  const sessions = Array.from({ length: 100 }, (_, i) => new ResumableRadio(net, `${i}`).session);
  const [last, ...others] = sessions.slice(-10);
  expect(others.filter((other) => last && areAlike(last, other))).toHaveLength(9);
});
