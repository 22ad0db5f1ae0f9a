import { expect, it } from 'vitest';
import type { RadioView, Watch } from '../../../contract/operator.ts';
import { radioRow } from '../../store/radio-rows.ts';
import { silentRows } from './silent-rows.ts';

const watch: Watch = { suspect_after_ms: 20_000, zombie_after_ms: 35_000, interval_ms: 1_000 };
const NOW = 100_000;

function row(user_id: string, values: Partial<RadioView>) {
  const radio = {
    user_id,
    state: 'alive',
    frame_seen_at: NOW,
    last_seen_at: NOW,
    packet_proved_at: null,
    resumable_until: null,
    ...values,
  } as RadioView;
  return radioRow(radio, [], []);
}

it('has who is silent on one way or both, and when the net ends them', () => {
  const old = { frame_seen_at: NOW - 30_000, last_seen_at: NOW - 30_000 };
  const rows = [
    row('well', {}),
    row('suspect', { ...old, state: 'suspect' }),
    row('zombie', { ...old, state: 'zombie' }),
    row('lost', { state: 'suspect', resumable_until: NOW + 5 }),
    row('deaf', { packet_proved_at: NOW - 25_000 }),
    row('udp alone', { ...old, state: 'alive', packet_proved_at: NOW }),
    row('just found', { state: 'suspect', frame_seen_at: NOW - 19_999 }),
  ];
  const found = silentRows(rows, watch, NOW).map(({ user, silent, removedAt }) => [
    user,
    silent,
    removedAt,
  ]);
  expect(found).toEqual([
    ['suspect', 'both', NOW + 6_000],
    ['zombie', 'both', NOW + 6_000],
    ['lost', 'both', NOW + 5],
    ['deaf', 'udp', null],
    ['just found', 'websocket', NOW + 36_000],
  ]);
});
