import { expect, it } from 'vitest';
import { callTone } from './call-tone.ts';

it('is five seconds of Opus, in frames of 20 ms', async () => {
  const samples: number[] = [];
  for await (const frame of callTone()) samples.push(frame.samples);
  expect(samples).toEqual(Array.from({ length: 250 }, () => 960));
});
