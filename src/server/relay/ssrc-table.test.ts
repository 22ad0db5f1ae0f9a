import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SsrcTable } from './ssrc-table.ts';

it('finds what was put in, and nothing else', () => {
  const table = new SsrcTable(2);
  table.set(0xffffffff, 7);
  expect(table.get(0xffffffff)).toBe(7);
  expect(table.get(1)).toBe(-1);
});

it('has no place for SSRC 0', () => {
  const table = new SsrcTable(4);
  table.delete(0);
  expect(table.get(0)).toBe(-1);
});

it('works with room for one', () => {
  const table = new SsrcTable(1);
  table.set(5, 0);
  table.delete(5);
  table.set(6, 0);
  expect([table.get(5), table.get(6)]).toEqual([-1, 0]);
});

it('does what a Map does, whatever comes and goes', () => {
  // Few places and few SSRCs, so that most of them are in one another's way.
  const room = 16;
  const ssrc = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0xffffffff, 0x80000000));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), ssrc), { maxLength: 300 }), (steps) => {
      const table = new SsrcTable(room);
      const model = new Map<number, number>();
      steps.forEach(([isAdded, key], step) => {
        if (!isAdded) {
          table.delete(key);
          model.delete(key);
        } else if (model.has(key) || model.size < room) {
          table.set(key, step);
          model.set(key, step);
        }
        for (const each of [...model.keys(), key]) {
          expect(table.get(each)).toBe(model.get(each) ?? -1);
        }
      });
    }),
  );
});
