import { describe, expect, it } from 'vitest';
import { membersToShow } from './members-to-show.ts';

const member = (user_id: string) => ({ user_id, ssrc: 1, joined_at: 0 });
const alive = { state: 'alive', resumable_until: null, muted: false } as const;

function namesOf(users: readonly string[], odd: Readonly<Record<string, object>> = {}) {
  const radios = new Map(users.map((user) => [user, { ...alive, ...odd[user] }]));
  const { shown, more } = membersToShow(users.map(member), radios);
  return { shown: shown.map(({ user_id }) => user_id), more };
}

const seven = ['radio-10', 'radio-9', 'radio-1', 'radio-2', 'radio-3', 'radio-4', 'radio-5'];

describe('the members on a card', () => {
  it('are all there, by name, while there is a line for each', () => {
    const six = ['radio-10', 'radio-9', 'radio-1', 'radio-2', 'radio-3', 'radio-4'];
    expect(namesOf(six, { 'radio-9': { state: 'zombie' } })).toEqual({
      shown: ['radio-1', 'radio-2', 'radio-3', 'radio-4', 'radio-9', 'radio-10'],
      more: 0,
    });
  });

  it('leave the last line to how many more there are', () => {
    expect(namesOf(seven)).toEqual({
      shown: ['radio-1', 'radio-2', 'radio-3', 'radio-4', 'radio-5'],
      more: 2,
    });
  });

  it.each([{ state: 'suspect' }, { state: 'zombie' }, { resumable_until: 1 }, { muted: true }])(
    'begin with one that is %o',
    (matter) => {
      expect(namesOf(seven, { 'radio-10': matter }).shown[0]).toBe('radio-10');
    },
  );
});
