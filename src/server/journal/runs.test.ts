import { beforeEach, expect, it } from 'vitest';
import { settings, type SettingsInput } from '../../contract/settings.ts';
import type { Database } from './database.ts';
import { beginRun } from './runs.ts';
import { journalBench, kinds, type JournalBench } from './testing/journal-bench.ts';
import { Writer } from './writer.ts';

let bench: JournalBench;
let db: Database;

beforeEach(() => {
  bench = journalBench();
  ({ db } = bench.open());
});

function begin(run: string, pid: number, input: SettingsInput = {}, alive: number[] = []): void {
  const options = { run, pid, settings: settings.parse(input), now: bench.clock.now() };
  beginRun(db, { ...options, isAlive: (other) => alive.includes(other) });
  bench.clock.advance(10);
}

const details = (kind: string): unknown[] =>
  db
    .prepare('SELECT detail FROM events WHERE kind = ? ORDER BY id')
    .all(kind)
    .map((row) => JSON.parse((row as { detail: string }).detail) as unknown);

it('finds a run that came to no end, and ends its sessions', () => {
  const started_at = bench.clock.now();
  begin('one', 1);
  new Writer(db, 'one').write(1, [
    {
      ...{ is: 'session_began', sessionId: 'sess_1', user: 'ann', jti: null, role: 'radio' },
      ...{ address: '10.0.0.1:1', at: started_at },
    },
  ]);
  begin('two', 2);
  expect(details('net.unclean_end')).toEqual([{ started_at, sessions: 1 }]);
  expect(db.prepare('SELECT why, ended_at FROM sessions').all()).toEqual([
    { why: 'net_crashed', ended_at: started_at },
  ]);
  begin('three', 3);
  expect(details('net.unclean_end')).toHaveLength(2);
});

it('takes a minute of traffic for a sign that the net was there', () => {
  const began = bench.clock.now();
  begin('one', 1);
  const sum = {
    ...{ packets_in: 0, bytes_in: 0, packets_out: 0, bytes_out: 0 },
    ...{ drops: 0, expected: 0, lost: 0 },
  };
  const minute = began + 120_000;
  const row = { is: 'traffic', minute, user: '', channel: '', sum, jitterMs: null } as const;
  new Writer(db, 'one').write(1, [row]);
  bench.clock.advance(600_000);
  begin('two', 2);
  const ended = (run: string) =>
    (db.prepare('SELECT ended_at FROM runs WHERE run = ?').get(run) as { ended_at: number })
      .ended_at;
  expect(ended('one')).toBe(minute + 60_000);
  bench.clock.advance(600_000);
  const now = bench.clock.now();
  new Writer(db, 'two').write(1, [{ ...row, minute: now - 1_000 }]);
  begin('three', 3);
  // Its minute was not over yet.
  expect(ended('two')).toBe(now);
});

it('finds none where the last one ended well, or still runs', () => {
  begin('one', 1);
  new Writer(db, 'one').write(1, [{ is: 'run_ended', at: bench.clock.now() }]);
  begin('two', 2);
  begin('three', 3, {}, [2]);
  expect(kinds(db)).toEqual([]);
});

it('knows a run before it by its own number: a container has the same each time', () => {
  begin('one', 1, {}, [1]);
  begin('two', 1, {}, [1]);
  expect(kinds(db)).toEqual(['net.unclean_end']);
});

it('tells which settings are not what they were, and what they were', () => {
  begin('one', 1, { ws_port: 1 });
  new Writer(db, 'one').write(1, [{ is: 'run_ended', at: 0 }]);
  begin('two', 1, { ws_port: 2, limits: { media_peers: 7 }, channels: [] });
  expect(details('net.settings_changed')).toEqual([
    {
      fields: ['limits.media_peers', 'ws_port'],
      changes: [
        { field: 'limits.media_peers', from: '4096', to: '7' },
        { field: 'ws_port', from: '1', to: '2' },
      ],
    },
  ]);
});

it('does not tell again what was told while the net was on the air', () => {
  begin('one', 1, { ws_port: 1 });
  const changed = settings.parse({ ws_port: 2 });
  new Writer(db, 'one').write(1, [
    { is: 'run_settings', settings: changed },
    { is: 'run_ended', at: 0 },
  ]);
  begin('two', 1, { ws_port: 2 });
  expect(details('net.settings_changed')).toEqual([]);
});
