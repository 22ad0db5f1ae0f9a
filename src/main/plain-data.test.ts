import { expect, it } from 'vitest';
import { isPlainData } from './plain-data.ts';

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

it('takes what JSON could say', () => {
  const values = [undefined, null, true, 0, NaN, 'text', [], {}, { a: [{ b: null }] }];
  for (const value of values) expect(isPlainData(value)).toBe(true);
  expect(isPlainData(nested(16))).toBe(true);
  expect(isPlainData(new Array(9_999).fill(0))).toBe(true);
});

it('refuses everything else that IPC carries', () => {
  const loop: { self?: unknown } = {};
  loop.self = loop;
  const values = [
    new Map(),
    new Set(),
    new Date(0),
    /x/,
    1n,
    new Uint8Array(1),
    new Error('x'),
    loop,
  ];
  for (const value of values) {
    expect(isPlainData(value)).toBe(false);
    expect(isPlainData({ inside: [value] })).toBe(false);
  }
  expect(isPlainData(nested(17))).toBe(false);
  expect(isPlainData(new Array(10_000).fill(0))).toBe(false);
});
