import { describe, expect, it } from 'vitest';
import { withNewest, withOlder, type Page } from './journal-pages.ts';

const page = (ids: readonly number[], more: boolean): Page<{ readonly id: number }> => ({
  rows: ids.map((id) => ({ id })),
  more,
});

describe('the newest page', () => {
  it.each([
    ['goes before what it overlaps', page([5, 4, 3], true), page([7, 6, 5], true), [7, 6, 5, 4, 3]],
    ['takes its place where there is a gap', page([3, 2], true), page([9, 8], true), [9, 8]],
    ['is all there is, to begin with', page([], false), page([2, 1], false), [2, 1]],
    ['loses what was removed', page([3, 2, 1], false), page([], false), []],
  ])('%s', (_, known, newest, ids) => {
    expect(withNewest(known, newest).rows.map(({ id }) => id)).toEqual(ids);
  });

  it('says whether there is more behind the oldest row', () => {
    expect(withNewest(page([5, 4, 3], false), page([6, 5], true)).more).toBe(false);
    expect(withNewest(page([5, 4], true), page([6, 5, 4], true)).more).toBe(true);
    expect(withNewest(page([3], false), page([9, 8], true)).more).toBe(true);
  });
});

it('an older page goes behind, each row once', () => {
  expect(withOlder(page([5, 4], true), page([4, 3], false))).toEqual(page([5, 4, 3], false));
});
