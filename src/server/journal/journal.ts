import type { JournalFault, JournalState, NetEvent } from '../../contract/events.ts';
import { Default } from '../../contract/limits.ts';
import { endOfTurn, type Cancel, type Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import type { Log } from '../log.ts';
import type { JournalRecord } from './records.ts';
import type { JournalThread, StartThread } from './thread.ts';
import type { Report, ThreadOptions } from './thread-messages.ts';

/** Records that go to the thread at once, at most: one transaction must not take for ever. */
const BATCH_RECORDS = 1_000;

/** Records that wait for the disk, at most. */
const QUEUE_RECORDS = 20_000;

/** How long after a fault the next attempt is made, in ms. */
const RETRY_MS = 1_000;

/** Lateness of a timer that no busy event loop explains, in ms. */
const STOOD_STILL_MS = 2_000;

/** How often old records are looked for, in ms. */
const PRUNE_INTERVAL_MS = 10 * 60_000;

export type JournalOptions = ThreadOptions & {
  readonly startThread: StartThread;
  /** How long an acknowledgement waits for the disk, in ms. */
  readonly commitTimeoutMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** The name of a damaged database that was set aside. */
  readonly setAside?: string | null;
  /** Records that may wait for the disk. */
  readonly queueRecords?: number;
  /** Calls at the end of the turn of the event loop. */
  readonly later?: (call: () => void) => void;
};

type Flight = { readonly batch: number; readonly records: readonly JournalRecord[] };

/**
 * The journal as the net writes it. Records are taken in at once and go to the thread in batches,
 * one at a time: what comes while a batch is being committed is the next batch. A disk that fails
 * holds nobody up: records wait in a bounded queue until it is back, and those that find no room
 * are counted.
 */
export class Journal {
  /** Tells that the state is another. */
  readonly changed = new Emitter<JournalState>();
  /** Tells that more is on disk than before. */
  readonly grown = new Emitter<undefined>();
  readonly #options: JournalOptions;
  readonly #later: (call: () => void) => void;
  readonly #cancelPruning: Cancel;
  #thread: JournalThread | undefined;
  #queue: JournalRecord[] = [];
  #flight: Flight | undefined;
  #batches = 0;
  #scheduled = false;
  #watch: Cancel | undefined;
  #retry: Cancel | undefined;
  /** Records taken in, and records on disk, since the start. */
  #taken = 0;
  #written = 0;
  #waiters: { readonly upTo: number; readonly done: (isWritten: boolean) => void }[] = [];
  #state: JournalState;
  #failingSince = 0;
  #lostBefore = 0;
  #stopping = false;
  #exited: (() => void) | undefined;

  constructor(options: JournalOptions) {
    const { clock, setAside = null, later = endOfTurn } = options;
    this.#options = options;
    this.#later = later;
    this.#state = { state: 'ok', since: null, reason: null, lost: 0, set_aside: setAside };
    this.#startThread();
    this.#prune();
    this.#cancelPruning = clock.every(PRUNE_INTERVAL_MS, () => this.#prune());
  }

  get state(): JournalState {
    return this.#state;
  }

  /** Takes an event in, as of now. */
  event(event: NetEvent): void {
    this.record({ is: 'event', at: this.#options.clock.now(), event });
  }

  /** Takes a record in; it is on its way to the disk at the end of the turn. */
  record(record: JournalRecord): void {
    const { queueRecords = QUEUE_RECORDS } = this.#options;
    if (this.#queue.length + (this.#flight?.records.length ?? 0) >= queueRecords) {
      this.#lose(1);
      return;
    }
    this.#queue.push(record);
    this.#taken += 1;
    if (this.#scheduled || this.#flight) return;
    this.#scheduled = true;
    this.#later(() => {
      this.#scheduled = false;
      this.#send();
    });
  }

  /**
   * Waits until all that was taken in before the call is on disk. Where the journal is failing, or
   * takes too long, it does not: the net goes on. Calls are answered in their order.
   *
   * @returns whether it is on disk
   */
  settled(): Promise<boolean> {
    if (this.#written >= this.#taken) return Promise.resolve(this.#state.state === 'ok');
    if (this.#state.state === 'failing') return Promise.resolve(false);
    return new Promise((done) => {
      this.#waiters.push({ upTo: this.#taken, done });
    });
  }

  /** Writes what is left, as far as the disk lets it, and ends the thread. */
  async stop(): Promise<void> {
    const { clock, log } = this.#options;
    this.#cancelPruning();
    await this.settled();
    this.#stopping = true;
    this.#watch?.();
    this.#retry?.();
    const left = this.#taken - this.#written;
    if (left > 0) log.error({ records: left }, 'journal: records were not written before the end');
    if (!this.#thread) return;
    const thread = this.#thread;
    const exited = new Promise<void>((resolve) => {
      this.#exited = resolve;
    });
    thread.post({ do: 'stop' });
    const cancel = clock.after(Default.CLOSE_TIMEOUT_MS, () => thread.terminate());
    await exited;
    cancel();
  }

  #startThread(): void {
    const { path, run, retention, startThread } = this.#options;
    const onReport = (report: Report): void => this.#heard(report);
    const onExit = (reason: string): void => this.#ended(reason);
    this.#thread = startThread({ path, run, retention }, { onReport, onExit });
  }

  #prune(): void {
    this.#thread?.post({ do: 'prune', now: this.#options.clock.now() });
  }

  #send(): void {
    if (this.#flight || this.#queue.length === 0 || this.#stopping) return;
    const records = this.#queue.slice(0, BATCH_RECORDS);
    this.#queue = this.#queue.slice(BATCH_RECORDS);
    this.#batches += 1;
    this.#flight = { batch: this.#batches, records };
    this.#attempt();
  }

  #attempt(): void {
    if (!this.#flight || !this.#thread || this.#stopping) return;
    this.#thread.post({ do: 'write', ...this.#flight });
    this.#watchCommit();
  }

  #watchCommit(): void {
    const { clock, commitTimeoutMs } = this.#options;
    const dueAt = clock.monotonic() + commitTimeoutMs;
    this.#watch?.();
    this.#watch = clock.after(commitTimeoutMs, () => {
      // This process stood still: the answer of the thread may be there, and has not been heard.
      if (clock.monotonic() - dueAt >= STOOD_STILL_MS) this.#watchCommit();
      else this.#fail('slow', 'the disk is too slow');
    });
  }

  #heard(report: Report): void {
    if (report.is === 'prune_failed') {
      this.#options.log.warn({ fault: report.message }, 'journal: old records were not removed');
      return;
    }
    // The answer to an attempt that was made again since.
    if (report.batch !== this.#flight?.batch) return;
    this.#watch?.();
    this.#watch = undefined;
    if (report.is === 'failed') {
      this.#fail(report.reason, report.message);
      this.#tryAgain();
      return;
    }
    if (report.skipped > 0) {
      this.#options.log.error({ fault: report.fault }, 'journal: a record was not written');
      this.#lose(report.skipped);
    }
    this.#written += this.#flight.records.length;
    this.#flight = undefined;
    this.#recover();
    this.grown.emit(undefined);
    this.#release();
    this.#send();
  }

  /** Answers those whose records are on disk. */
  #release(): void {
    const done = this.#waiters.filter(({ upTo }) => upTo <= this.#written);
    this.#waiters = this.#waiters.slice(done.length);
    for (const waiter of done) waiter.done(true);
  }

  #fail(reason: JournalFault, message: string): void {
    const { clock, log } = this.#options;
    const waiters = this.#waiters;
    this.#waiters = [];
    const isNew = this.#state.state === 'ok';
    if (isNew) {
      this.#failingSince = clock.monotonic();
      this.#lostBefore = this.#state.lost;
    }
    if (isNew || this.#state.reason !== reason) {
      log.error({ reason, fault: message }, 'journal: cannot be written; the net goes on');
      const since = this.#state.since ?? clock.now();
      this.#tell({ ...this.#state, state: 'failing', since, reason });
      if (isNew) this.event({ kind: 'journal.failing', by: 'net', detail: { reason } });
    }
    for (const { done } of waiters) done(false);
  }

  #recover(): void {
    const { clock, log } = this.#options;
    const { state, reason, lost } = this.#state;
    if (state === 'ok' || reason === null) return;
    const ms = Math.round(clock.monotonic() - this.#failingSince);
    this.#tell({ ...this.#state, state: 'ok', since: null, reason: null });
    const detail = { reason, ms, lost: lost - this.#lostBefore };
    log.warn(detail, 'journal: is written again');
    this.event({ kind: 'journal.recovered', by: 'net', detail });
  }

  #tryAgain(): void {
    if (this.#stopping) return;
    this.#retry?.();
    this.#retry = this.#options.clock.after(RETRY_MS, () => {
      this.#retry = undefined;
      if (!this.#thread) this.#startThread();
      this.#attempt();
    });
  }

  #ended(reason: string): void {
    this.#thread = undefined;
    this.#watch?.();
    this.#exited?.();
    if (this.#stopping) return;
    this.#fail('thread_ended', reason);
    this.#tryAgain();
  }

  #lose(records: number): void {
    this.#tell({ ...this.#state, lost: this.#state.lost + records });
  }

  #tell(state: JournalState): void {
    this.#state = state;
    this.changed.emit(state);
  }
}
