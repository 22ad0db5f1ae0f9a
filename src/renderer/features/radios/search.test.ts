import { describe, expect, it } from 'vitest';
import type { ChannelView, RadioView } from '../../../contract/operator.ts';
import { radioRow } from '../../store/radio-rows.ts';
import { searchRadios } from './search.ts';

const radios = ['Kim-1', 'lee-2', '박-3'].map(
  (user_id, index) => ({ user_id, address: `192.0.2.${index}:500${index}` }) as RadioView,
);
const north = { channel_id: 'ch-7', channel_name: 'Rescue North' } as ChannelView;
const rows = radios.map((radio) =>
  radioRow(radio, radio.user_id === 'lee-2' ? [{ channel: north, ssrc: 1 }] : [], []),
);

const found = (search: string): string[] => searchRadios(rows, search).map(({ user }) => user);

describe('searchRadios', () => {
  it.each([
    ['', ['Kim-1', 'lee-2', '박-3']],
    ['   ', ['Kim-1', 'lee-2', '박-3']],
    ['KIM', ['Kim-1']],
    ['박', ['박-3']],
    ['192.0.2.1', ['lee-2']],
    ['rescue', ['lee-2']],
    ['ch-7', ['lee-2']],
    ['lee north', ['lee-2']],
    ['kim north', []],
  ])('%j finds %j', (search, users) => {
    expect(found(search)).toEqual(users);
  });
});
