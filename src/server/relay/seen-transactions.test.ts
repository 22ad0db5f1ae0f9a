import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { SeenTransactions } from './seen-transactions.ts';

const seenOf = (most: number): SeenTransactions => new SeenTransactions(new Uint32Array(1 + most));

const ids = (count: number): Buffer[] => Array.from({ length: count }, () => randomBytes(12));

it('knows what was added, and nothing else', () => {
  const seen = seenOf(100);
  const [added, others] = [ids(100), ids(100)];
  expect(seen.has(Buffer.alloc(12))).toBe(false);
  for (const id of added) seen.add(id);
  expect(added.every((id) => seen.has(id))).toBe(true);
  expect(others.some((id) => seen.has(id))).toBe(false);
});

it('forgets the oldest first, past the most it remembers', () => {
  const seen = seenOf(20);
  const added = ids(50);
  for (const id of added) seen.add(id);
  expect(added.map((id) => seen.has(id))).toEqual(added.map((_, index) => index >= 30));
});

it('goes on from memory that another one has filled', () => {
  const words = new Uint32Array(1 + 20);
  const added = ids(30);
  const before = new SeenTransactions(words);
  for (const id of added.slice(0, 15)) before.add(id);
  const after = new SeenTransactions(words);
  for (const id of added.slice(15)) after.add(id);
  expect(added.map((id) => after.has(id))).toEqual(added.map((_, index) => index >= 10));
});

it.each([0, 4, 8])('tells ids apart that differ in the word at %i alone', (at) => {
  const seen = seenOf(1_000);
  const counted = Array.from({ length: 1_000 }, (_, n) => {
    const id = Buffer.alloc(12, 7);
    id.writeUInt32BE(n, at);
    return id;
  });
  for (const id of counted) {
    expect(seen.has(id)).toBe(false);
    seen.add(id);
  }
});
