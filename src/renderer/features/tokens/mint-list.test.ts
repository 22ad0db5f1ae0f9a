import { describe, expect, it } from 'vitest';
import { Limit } from '../../../contract/limits.ts';
import { parseMintList, type ListFault } from './mint-list.ts';

const WORDS = new Map([['상황실', 'dispatcher' as const]]);
const parse = (text: string) => parseMintList(text, WORDS);

function entry(user_id: string, more: object = {}): object {
  return { user_id, role: 'radio', channels: ['*'], priority: 100, ...more };
}

function faultsOf(text: string): string[] {
  return parse(text).faults.map(
    ({ line, field, value, kind }: ListFault) => `${line} ${field} ${value} ${kind}`,
  );
}

describe('a list of users', () => {
  it('is one user a line, with the rest as usual', () => {
    expect(parse('kim\n\n  lee  \r\n남쪽 2\n')).toEqual({
      entries: [entry('kim'), entry('lee'), entry('남쪽 2')],
      faults: [],
    });
  });

  const full = entry('kim', { role: 'observer', channels: ['ops', 'north-*'], priority: 200 });
  it.each([
    ['commas', 'kim,observer,ops;north-*,200'],
    ['commas and quotes', 'kim,Observer,"ops, north-*",200'],
    ['semicolons', 'kim;observer;ops,north-*;200'],
    ['tabs', 'kim\tobserver\tops, north-*\t200'],
    ['a title above', '\ufeffUser,Role,Channels,Priority\nkim,observer,ops|north-*,200,,'],
  ])('may come with %s', (_, text) => {
    expect(parse(text)).toEqual({ entries: [full], faults: [] });
  });

  it('keeps quotation marks that are doubled, and blanks inside', () => {
    expect(parse('"kim ""the hill""",,"a b"').entries).toEqual([
      entry('kim "the hill"', { channels: ['a b'] }),
    ]);
  });

  it('knows the words of the window for roles', () => {
    expect(parse('kim,상황실').entries).toEqual([entry('kim', { role: 'dispatcher' })]);
  });
});

describe('every bad line is named, with its field, value and fault', () => {
  it.each([
    [',radio', '1 user_id  no_user'],
    ['system', '1 user_id system bad_user'],
    ['가'.repeat(43), `1 user_id ${'가'.repeat(43)} bad_user`],
    ['kim\nlee\nkim', '3 user_id kim twice'],
    ['kim,boss', '1 role boss bad_role'],
    ['kim,,";"', '1 channels ; bad_channels'],
    [`kim,,${'c'.repeat(129)}`, `1 channels ${'c'.repeat(129)} bad_channels`],
    ['kim,,,256', '1 priority 256 bad_priority'],
    ['kim,,,-1', '1 priority -1 bad_priority'],
    ['kim,,,1e2', '1 priority 1e2 bad_priority'],
    ['kim,,,1,more', '1 line more too_many_fields'],
    ['kim,"radio', '1 line kim,"radio open_quote'],
  ])('%j', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('all of them at once, each with its own line, blank ones counted', () => {
    expect(faultsOf('kim,boss,,999\n\nlee\n,')).toEqual([
      '1 role boss bad_role',
      '1 priority 999 bad_priority',
      '4 user_id  no_user',
    ]);
  });

  it('says of a user that is there twice where the first is', () => {
    expect(parse('kim\nkim').faults).toMatchObject([{ line: 2, first: 1 }]);
  });

  it(`takes ${Limit.TOKENS_AT_ONCE} lines and not one more`, () => {
    const users = Array.from({ length: Limit.TOKENS_AT_ONCE }, (_, n) => `radio-${n}`);
    expect(parse(users.join('\n'))).toMatchObject({ faults: [] });
    expect(faultsOf([...users, 'one'].join('\n'))).toEqual([
      `${Limit.TOKENS_AT_ONCE + 1} line one too_many_lines`,
    ]);
  });
});
