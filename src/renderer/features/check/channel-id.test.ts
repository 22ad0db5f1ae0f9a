import { expect, it } from 'vitest';
import { channelIdFor } from './channel-id.ts';

it.each([
  ['Dispatch', [], 'dispatch'],
  ['Search  North!', [], 'search-north'],
  ['Café 2', [], 'cafe-2'],
  ['지휘', [], 'channel-1'],
  ['지휘', ['channel-1'], 'channel-2'],
  ['Dispatch', ['dispatch', 'dispatch-2'], 'dispatch-3'],
  ['x'.repeat(90), [], 'x'.repeat(40)],
])('%s beside %j is %s', (name, taken, id) => {
  expect(channelIdFor(name, new Set(taken))).toBe(id);
});
