import { expect, it } from 'vitest';
import { operatorInput } from '../../../contract/operator.ts';
import { EVERYTHING, filterOf, isNarrowed } from './event-filter.ts';

it('everything is asked for without conditions', () => {
  expect(filterOf(EVERYTHING)).toEqual({});
  expect(isNarrowed(EVERYTHING)).toBe(false);
});

it('each choice is a condition that the contract allows', () => {
  const choice = {
    ...EVERYTHING,
    groups: new Set(['talk'] as const),
    user: ' radio-1 ',
    channel: 'alpha',
    ...{ range: 'hour' as const, chosenAt: 7_200_000 },
  };
  const filter = filterOf(choice);
  expect(filter).toEqual({
    ...{ kinds: ['talk.ended'], user: 'radio-1', channel: 'alpha', since: 3_600_000 },
  });
  expect(operatorInput['events.list'].safeParse(filter).success).toBe(true);
  expect(isNarrowed(choice)).toBe(true);
});

it('a range of one’s own is in local time, and open where nothing was entered', () => {
  const own = { ...EVERYTHING, range: 'own' as const, since: '2036-11-23T14:03', until: '' };
  expect(filterOf(own)).toEqual({ since: new Date(2036, 10, 23, 14, 3).getTime() });
});
