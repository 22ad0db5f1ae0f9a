import { describe, expect, it } from 'vitest';
import { estimateIndex, rocOf } from './packet-index.ts';

const CYCLE = 0x1_0000;

describe('estimateIndex (RFC 3711, appendix A)', () => {
  it.each([
    { what: 'the first packet', highest: -1, sequence: 65_000, index: 65_000 },
    { what: 'the next one', highest: 100, sequence: 101, index: 101 },
    { what: 'an earlier one', highest: 100, sequence: 99, index: 99 },
    { what: 'the one behind a wrap', highest: 65_535, sequence: 0, index: CYCLE },
    { what: 'a late one from before a wrap', highest: CYCLE + 2, sequence: 65_534, index: 65_534 },
    { what: 'half a cycle on', highest: 5, sequence: 0x8005, index: 0x8005 },
    {
      what: 'more than that, so back',
      highest: CYCLE + 5,
      sequence: 0x8006,
      index: 0x8006,
    },
    { what: 'back before the first cycle, so on', highest: 5, sequence: 60_000, index: 60_000 },
    { what: 'the second wrap', highest: 2 * CYCLE - 1, sequence: 3, index: 2 * CYCLE + 3 },
    {
      what: 'the last wrap there is',
      highest: 0xffff_ffff * CYCLE,
      sequence: 7,
      index: 0xffff_ffff * CYCLE + 7,
    },
  ])('$what', ({ highest, sequence, index }) => {
    expect(estimateIndex(highest, sequence)).toBe(index);
  });

  it('tells the ROC', () => {
    expect([0, CYCLE - 1, CYCLE, 2 ** 48 - 1].map(rocOf)).toEqual([0, 0, 1, 0xffff_ffff]);
  });
});
