import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { settings } from '../../contract/settings.ts';
import { verifyChain } from './chain.ts';
import { oneRow, type Database } from './database.ts';
import { Journal } from './journal.ts';
import { beginRun } from './runs.ts';
import { Scribe } from './scribe.ts';
import type { ThreadListener } from './thread.ts';
import type { Command, Report, ThreadOptions } from './thread-messages.ts';
import { journalBench, kick, kinds, type JournalBench } from './testing/journal-bench.ts';

/** A thread that does its work when a test says so, on the real database. */
class SlowThread {
  readonly commands: Command[] = [];
  readonly #scribe: Scribe;
  readonly #listener: ThreadListener;
  readonly #reports: Report[] = [];

  constructor(options: ThreadOptions, listener: ThreadListener) {
    this.#listener = listener;
    this.#scribe = new Scribe(
      options,
      (report) => this.#reports.push(report),
      (call) => call(),
    );
  }

  post(command: Command): void {
    if (command.do === 'stop') {
      this.#scribe.obey(command);
      this.#listener.onExit('asked to');
    } else if (command.do === 'write') this.commands.push(command);
  }

  terminate(): void {
    this.#listener.onExit('terminated');
  }

  /** Carries out what it was told. */
  work(): void {
    for (const command of this.commands.splice(0)) this.#scribe.obey(command);
    this.tell();
  }

  /** Does the work and dies before it has told of it. */
  workAndDie(): void {
    for (const command of this.commands.splice(0)) this.#scribe.obey(command);
    this.#listener.onExit('died');
  }

  tell(): void {
    for (const report of this.#reports.splice(0)) this.#listener.onReport(report);
  }

  /** Says that what it was told could not be done. */
  fail(reason: 'disk_full' | 'io_error'): void {
    for (const command of this.commands.splice(0)) {
      if (command.do !== 'write') continue;
      this.#listener.onReport({ is: 'failed', batch: command.batch, reason, message: 'no' });
    }
  }
}

let bench: JournalBench;
let db: Database;
let threads: SlowThread[];
let turn: (() => void)[];
let journal: Journal;

const RUN = { keepMs: 1e12, maxBytes: 1e9 };

function start(queueRecords = 100): void {
  bench = journalBench();
  const { path, db: own } = bench.open();
  db = own;
  threads = [];
  turn = [];
  const { clock } = bench;
  const run = { run: 'run', pid: 1, settings: settings.parse({}), now: clock.now() };
  beginRun(db, { ...run, isAlive: () => false });
  journal = new Journal({
    path,
    run: 'run',
    retention: RUN,
    startThread: (options, listener) => {
      const thread = new SlowThread(options, listener);
      threads.push(thread);
      return thread;
    },
    commitTimeoutMs: 1_000,
    clock,
    log: silentLog,
    queueRecords,
    later: (call) => turn.push(call),
  });
}

beforeEach(() => start());

function thread(): SlowThread {
  const last = threads.at(-1);
  if (!last) throw new Error('there is none');
  return last;
}

function endTurn(): void {
  for (const call of turn.splice(0)) call();
}

function kicks(count: number): void {
  for (let n = 0; n < count; n += 1) journal.event(kick(`user-${n}`));
}

/** Works until nothing is left to do. */
function catchUp(): void {
  endTurn();
  while (thread().commands.length > 0) thread().work();
}

/** What a promise has come to by now; undefined where it still waits. */
async function outcome<T>(promise: Promise<T>): Promise<T | undefined> {
  const nothing = new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
  return Promise.race([promise, nothing]);
}

describe('a commit', () => {
  it('is one for all that came in one turn, and one for all that came meanwhile', () => {
    kicks(3);
    endTurn();
    expect(thread().commands).toMatchObject([{ do: 'write', batch: 1, records: { length: 3 } }]);
    kicks(5);
    endTurn();
    expect(thread().commands).toHaveLength(1);
    thread().work();
    expect(thread().commands).toMatchObject([{ batch: 2, records: { length: 5 } }]);
    thread().work();
    expect(verifyChain(db)).toMatchObject({ ok: true, count: 8 });
  });

  it('is waited for in the order of what was recorded', async () => {
    const done: string[] = [];
    kicks(1);
    void journal.settled().then((ok) => done.push(`first ${ok}`));
    endTurn();
    kicks(1);
    void journal.settled().then((ok) => done.push(`second ${ok}`));
    expect(await outcome(journal.settled())).toBeUndefined();
    expect(done).toEqual([]);
    thread().work();
    await outcome(Promise.resolve());
    expect(done).toEqual(['first true']);
    thread().work();
    await outcome(Promise.resolve());
    expect(done).toEqual(['first true', 'second true']);
    expect(await outcome(journal.settled())).toBe(true);
  });

  it('is made once, though the thread dies before it tells', async () => {
    kicks(4);
    const settled = journal.settled();
    endTurn();
    thread().workAndDie();
    expect(await outcome(settled)).toBe(false);
    expect(journal.state).toMatchObject({ state: 'failing', reason: 'thread_ended' });
    bench.clock.advance(1_000);
    expect(threads).toHaveLength(2);
    catchUp();
    expect(journal.state.state).toBe('ok');
    expect(kinds(db)).toEqual([
      ...Array.from({ length: 4 }, () => 'radio.kicked'),
      'journal.failing',
      'journal.recovered',
    ]);
  });
});

describe('a disk that fails', () => {
  it('holds nobody up; all is written once it is back', async () => {
    kicks(2);
    const settled = journal.settled();
    endTurn();
    thread().fail('disk_full');
    expect(await outcome(settled)).toBe(false);
    const since = bench.clock.now();
    expect(journal.state).toEqual({
      ...{ state: 'failing', since, reason: 'disk_full', lost: 0, set_aside: null },
    });
    kicks(2);
    expect(await outcome(journal.settled())).toBe(false);
    bench.clock.advance(1_000);
    thread().fail('io_error');
    expect(journal.state).toMatchObject({ since, reason: 'io_error' });
    bench.clock.advance(1_000);
    catchUp();
    expect(journal.state).toMatchObject({ state: 'ok', since: null, reason: null, lost: 0 });
    expect(kinds(db)).toEqual([
      ...['radio.kicked', 'radio.kicked', 'journal.failing', 'radio.kicked', 'radio.kicked'],
      'journal.recovered',
    ]);
    expect(await outcome(journal.settled())).toBe(true);
  });

  it('is found by its slowness too', async () => {
    kicks(1);
    const settled = journal.settled();
    endTurn();
    bench.clock.advance(999);
    expect(await outcome(settled)).toBeUndefined();
    bench.clock.advance(1);
    expect(await outcome(settled)).toBe(false);
    expect(journal.state).toMatchObject({ state: 'failing', reason: 'slow' });
    catchUp();
    expect(journal.state.state).toBe('ok');
  });

  it('is not found by a sleep: after it the disk has its whole time again', async () => {
    kicks(1);
    const settled = journal.settled();
    endTurn();
    bench.clock.sleep(60_000);
    bench.clock.advance(999);
    expect(await outcome(settled)).toBeUndefined();
    expect(journal.state.state).toBe('ok');
    bench.clock.advance(1);
    expect(await outcome(settled)).toBe(false);
  });

  it('fills a queue with an end, and tells how much was lost', () => {
    start(10);
    const heard: number[] = [];
    journal.changed.on(({ lost }) => heard.push(lost));
    kicks(3);
    endTurn();
    thread().fail('disk_full');
    kicks(20);
    // 3 in flight, and the one that tells of the fault.
    expect(journal.state.lost).toBe(20 - 6);
    expect(heard.at(-1)).toBe(14);
    bench.clock.advance(1_000);
    catchUp();
    expect(kinds(db)).toHaveLength(10 + 1);
    const query = 'SELECT detail FROM events ORDER BY id DESC LIMIT 1';
    expect(JSON.parse(oneRow<{ detail: string }>(db, query)?.detail ?? '')).toEqual({
      ...{ reason: 'disk_full', ms: 1_000, lost: 14 },
    });
    expect(journal.state).toMatchObject({ state: 'ok', lost: 14 });
  });

  it('leaves nothing half written', () => {
    kicks(1);
    journal.record({ is: 'channel_gone', channelId: 'x' });
    endTurn();
    const other = bench.open().db;
    other.exec('BEGIN IMMEDIATE');
    thread().work();
    expect(journal.state).toMatchObject({ state: 'failing', reason: 'busy' });
    expect(kinds(db)).toEqual([]);
    other.exec('ROLLBACK');
    bench.clock.advance(1_000);
    catchUp();
    expect(verifyChain(db)).toMatchObject({ ok: true, count: 3 });
  });
});

describe('a record that cannot be written', () => {
  it('does not hold up the others', () => {
    kicks(1);
    const out = { packets_out: 0, bytes_out: 0, drops: 0, expected: 0, lost: 0 };
    const sum = { packets_in: NaN, bytes_in: 0, ...out };
    journal.record({ is: 'traffic', minute: 0, user: 'ann', channel: 'a', sum, jitterMs: null });
    kicks(1);
    catchUp();
    expect(kinds(db)).toHaveLength(2);
    expect(journal.state).toMatchObject({ state: 'ok', lost: 1 });
  });
});

describe('stopping', () => {
  it('writes what is left and leaves nothing running', async () => {
    kicks(2);
    const stopped = journal.stop();
    endTurn();
    thread().work();
    await stopped;
    expect(kinds(db)).toHaveLength(2);
    expect(bench.clock.running).toBe(0);
  });

  it('does not wait for a disk that fails', async () => {
    kicks(2);
    endTurn();
    thread().fail('disk_full');
    await journal.stop();
    expect(bench.clock.running).toBe(0);
    expect(kinds(db)).toEqual([]);
  });
});
