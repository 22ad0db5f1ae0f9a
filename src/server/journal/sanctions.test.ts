import { beforeEach, describe, expect, it } from 'vitest';
import { Sanctions } from './sanctions.ts';
import { journalBench, type JournalBench } from './testing/journal-bench.ts';

let bench: JournalBench;
let sanctions: Sanctions;

beforeEach(() => {
  bench = journalBench();
  sanctions = open();
});

/** As one more process would. */
function open(): Sanctions {
  return new Sanctions(bench.open().db, bench.clock);
}

const noise = { reason: 'noise', by: 'operator', until: null } as const;
const found = (user: string, jti: string | null, ip: string, of = sanctions): string[] =>
  of.find(user, jti, ip, bench.clock.now()).map(({ kind, id }) => `${kind} ${id}`);

describe('a sanction', () => {
  it('is found by user, by token or by address, and by nothing else', () => {
    sanctions.add({ kind: 'ban', target: { user: 'eve' }, ...noise });
    sanctions.add({ kind: 'mute', target: { jti: 'tok_1' }, ...noise });
    sanctions.add({ kind: 'ban', target: { ip: '10.0.0.9' }, ...noise });
    expect(found('eve', null, '10.0.0.1')).toEqual(['ban 1']);
    expect(found('ann', 'tok_1', '10.0.0.1')).toEqual(['mute 2']);
    expect(found('eve', 'tok_1', '10.0.0.9')).toEqual(['ban 1', 'mute 2', 'ban 3']);
    expect(found('tok_1', 'eve', 'eve')).toEqual([]);
  });

  it('ends with its time, to the millisecond', () => {
    const until = bench.clock.now() + 1_000;
    sanctions.add({ kind: 'mute', target: { user: 'eve' }, ...noise, until });
    bench.clock.advance(999);
    expect(found('eve', null, '')).toEqual(['mute 1']);
    bench.clock.advance(1);
    expect(found('eve', null, '')).toEqual([]);
    expect(sanctions.list()).toEqual([]);
  });

  it('is lifted once', () => {
    const ban = sanctions.add({ kind: 'ban', target: { user: 'eve' }, ...noise });
    expect(sanctions.lift(ban.id, 'operator')).toEqual(ban);
    expect(sanctions.lift(ban.id, 'operator')).toBeNull();
    expect(sanctions.lift(99, 'operator')).toBeNull();
    expect(found('eve', null, '')).toEqual([]);
  });

  it('survives a restart, and its number is never given again', () => {
    const first = sanctions.add({ kind: 'ban', target: { user: 'eve' }, ...noise });
    expect(open().list()).toEqual([first]);
    sanctions.lift(first.id, 'operator');
    expect(sanctions.add({ kind: 'ban', target: { user: 'eve' }, ...noise }).id).toBe(2);
  });

  it('of another process counts at once', () => {
    const there = open();
    const { id } = there.add({ kind: 'ban', target: { user: 'eve' }, ...noise });
    expect(found('eve', null, '')).toEqual(['ban 1']);
    there.lift(id, 'operator');
    expect(found('eve', null, '')).toEqual([]);
  });
});
