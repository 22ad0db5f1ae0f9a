import { expect, it } from 'vitest';
import { UnderWay } from './under-way.ts';

it('tells when the last is done, and when there are too many', async () => {
  const underWay = new UnderWay();
  const finish: (() => void)[] = [];
  expect(underWay.last).toBeUndefined();
  for (let n = 0; n < 64; n += 1) {
    expect(underWay.isFull).toBe(false);
    underWay.add(new Promise((resolve) => finish.push(resolve)));
  }
  expect(underWay.isFull).toBe(true);
  const { last } = underWay;
  finish.shift()?.();
  await new Promise(setImmediate);
  expect(underWay.isFull).toBe(false);
  for (const done of finish) done();
  await last;
  expect(underWay.last).toBeUndefined();
});
