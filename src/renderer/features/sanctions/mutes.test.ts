import { expect, it } from 'vitest';
import type { RadioView } from '../../../contract/operator.ts';
import type { SanctionView } from '../../../contract/sanctions.ts';
import { areMuted, mutesOf } from './mutes.ts';

const radio = (user_id: string, jti: string | null, muted: boolean) =>
  [user_id, { user_id, jti, muted } as RadioView] as const;
const sanction = (sanction_id: number, row: Partial<SanctionView>) =>
  [
    sanction_id,
    { sanction_id, kind: 'mute', user_id: null, jti: null, ...row } as SanctionView,
  ] as const;

const radios = new Map([radio('kim', 'k1', true), radio('lee', null, false)]);

it('several are muted when all of them are', () => {
  expect(areMuted(['kim'], radios)).toBe(true);
  expect(areMuted(['kim', 'lee'], radios)).toBe(false);
  expect(areMuted([], radios)).toBe(false);
});

it('finds the mutes of a radio by user and by token, and no bans', () => {
  const sanctions = new Map([
    sanction(1, { user_id: 'kim' }),
    sanction(2, { jti: 'k1' }),
    sanction(3, { user_id: 'lee' }),
    sanction(4, { kind: 'ban', user_id: 'kim' }),
  ]);
  const ids = (users: string[]) =>
    mutesOf(users, { radios, sanctions }).map(({ sanction_id }) => sanction_id);
  expect(ids(['kim'])).toEqual([1, 2]);
  expect(ids(['lee'])).toEqual([3]);
});
