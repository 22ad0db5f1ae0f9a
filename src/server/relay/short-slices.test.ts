import { getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { askForShortSlices } from './short-slices.ts';

const isKnown = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

it.runIf(isKnown)('Linux takes the request, and the thread is as nice as it was', async () => {
  const before = getPriority();
  expect(await askForShortSlices()).toBe(true);
  expect(getPriority()).toBe(before);
});

it('a system without it goes on as it is', async () => {
  expect(await askForShortSlices(() => Promise.reject(new Error('not here')))).toBe(false);
});
