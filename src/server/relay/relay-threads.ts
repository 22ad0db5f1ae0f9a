import type { Settings } from '../../contract/settings.ts';
import { systemClock, type Cancel, type Clock } from '../clock.ts';
import type { BusyTime } from './busy-time.ts';
import type { CounterMemory } from './counter-memory.ts';
import type { LatchRule } from './latch.ts';
import { LOOK_INTERVAL_MS, PulseWatch } from './pulse-watch.ts';
import { RelayStartError } from './relay-start-error.ts';
import { RelayThread } from './relay-thread.ts';
import type { Command, Report } from './thread-messages.ts';

/** How long to wait before a port is tried again that could not be had, in ms. */
const RETRY_MS = 1_000;
/**
 * How long to wait before the next thread is started, in ms, by how often one ended before it had
 * lived for `STEADY_MS`; the last one for all that follow.
 */
const PAUSES_MS = [0, 1_000, 2_000, 4_000] as const;
const STEADY_MS = 10_000;

export type ThreadsOptions = {
  readonly workerUrl: URL;
  readonly host: string;
  readonly port: number;
  readonly io: Settings['media']['io'];
  readonly latch: LatchRule;
  readonly maxPeers: number;
  readonly packetsPerSecond: number;
  readonly memory: CounterMemory;
  readonly clock: Clock;
  readonly pulseClock?: Clock | undefined;
  readonly log?: { warn(details: object, message: string): void } | undefined;
};

/** What whoever owns the threads adds to them. */
type Owner = {
  /** What a thread that takes over is told first. */
  readonly table: () => readonly Command[];
  readonly onDown: (cause: Error) => void;
  readonly onRestart: (after: { readonly reason: string; readonly downMs: number }) => void;
  readonly onRekey: (worn: { readonly channelId: string; readonly epoch: number }) => void;
};

type Bound = Awaited<RelayThread['listening']>;

/**
 * Sees to it that there is a thread: one that has ended by itself is followed by another on the same
 * port, at once where that is possible, else again and again. One that hangs is ended.
 */
export class RelayThreads {
  /** What the first thread was bound to; the others are bound to the same. */
  readonly bound: Bound;
  readonly #options: ThreadsOptions;
  readonly #watch = new PulseWatch();
  readonly #stopWatching: Cancel;
  #owner: Owner | undefined;
  /** The one that takes commands; null while there is none. */
  #thread: RelayThread | null;
  #isListening = true;
  #startedAt: number;
  /** How often in a row a thread ended before it was steady. */
  #unsteady = 0;
  #down: { readonly since: number; readonly at: number; readonly reason: string } | null = null;
  #cancelStart: Cancel = () => undefined;
  #stopped: Promise<void> | null = null;

  /** @throws RelayStartError if the port cannot be had */
  static async start(options: ThreadsOptions): Promise<RelayThreads> {
    let onReport: (report: Report) => void = () => undefined;
    const thread = newThread(options, options, (report) => onReport(report));
    try {
      const bound = await thread.listening;
      if (bound.passedOver !== undefined) {
        options.log?.warn({ reason: bound.passedOver }, 'relay: no mmsg here, dgram it is');
      }
      const threads = new RelayThreads(options, thread, bound);
      onReport = (report) => threads.#take(report);
      return threads;
    } catch (error) {
      await thread.ended;
      throw error;
    }
  }

  private constructor(options: ThreadsOptions, thread: RelayThread, bound: Bound) {
    this.bound = bound;
    this.#options = options;
    this.#thread = thread;
    this.#startedAt = options.clock.monotonic();
    const pulseClock = options.pulseClock ?? systemClock;
    this.#stopWatching = pulseClock.every(LOOK_INTERVAL_MS, () => this.#look(pulseClock));
    void thread.ended.then((cause) => this.#lost(cause));
  }

  /** Names the owner, who is told from now on. */
  follow(owner: Owner): void {
    this.#owner = owner;
  }

  /** Since when there is no thread that relays, wall-clock in ms, and why. */
  get down(): { readonly since: number; readonly reason: string } | null {
    return this.#down && { since: this.#down.since, reason: this.#down.reason };
  }

  /** For how long the thread has had work; null where there is none, or that is not known. */
  get busyTime(): BusyTime | null {
    return this.#thread?.busyTime ?? null;
  }

  /** Tells the thread; where there is none, the next one learns it from the table. */
  post(command: Command): void {
    this.#thread?.post(command);
  }

  /** Resolves when the port is free and the thread is gone. */
  stop(timeoutMs: number): Promise<void> {
    this.#stopped ??= this.#stop(timeoutMs);
    return this.#stopped;
  }

  async #stop(timeoutMs: number): Promise<void> {
    this.#stopWatching();
    this.#cancelStart();
    const thread = this.#thread;
    if (thread === null) return;
    thread.post({ do: 'stop' });
    const cancel = this.#options.clock.after(timeoutMs, () => thread.terminate());
    await thread.ended;
    cancel();
  }

  #look(clock: Clock): void {
    const thread = this.#isListening ? this.#thread : null;
    if (!this.#watch.look(thread?.pulse ?? null, clock.monotonic())) return;
    thread?.terminate(new Error('the relay thread hung'));
  }

  #take(report: Report): void {
    if (report.is === 'rekey') this.#owner?.onRekey(report);
    if (report.is === 'fault') {
      this.#options.log?.warn({ fault: report.message }, 'relay: fault');
    }
  }

  /** A thread has ended, whether it ever listened or not. */
  #lost(cause: Error): void {
    this.#thread = null;
    this.#isListening = false;
    if (this.#stopped !== null) return;
    const { clock, log } = this.#options;
    log?.warn({ reason: cause.message, stack: cause.stack }, 'relay: the thread ended');
    let pauseMs = RETRY_MS;
    if (!(cause instanceof RelayStartError)) {
      const isSteady = clock.monotonic() - this.#startedAt >= STEADY_MS;
      if (isSteady) this.#unsteady = 0;
      pauseMs = PAUSES_MS[Math.min(this.#unsteady, PAUSES_MS.length - 1)] ?? RETRY_MS;
      this.#unsteady += 1;
    }
    if (this.#down === null) {
      this.#down = { since: clock.now(), at: clock.monotonic(), reason: cause.message };
      this.#owner?.onDown(cause);
    } else this.#down = { ...this.#down, reason: cause.message };
    if (pauseMs === 0) this.#start();
    else this.#cancelStart = clock.after(pauseMs, () => this.#start());
  }

  #start(): void {
    const { clock } = this.#options;
    this.#startedAt = clock.monotonic();
    const thread = newThread(this.#options, this.bound, (report) => this.#take(report));
    this.#thread = thread;
    // Before it listens, so that no packet finds it without its table.
    for (const command of this.#owner?.table() ?? []) thread.post(command);
    thread.listening.then(
      () => this.#took(thread),
      () => undefined,
    );
    void thread.ended.then((cause) => this.#lost(cause));
  }

  #took(thread: RelayThread): void {
    if (this.#thread !== thread || this.#down === null) return;
    const { clock, log } = this.#options;
    const { at, reason } = this.#down;
    this.#down = null;
    this.#isListening = true;
    const after = { reason, downMs: clock.monotonic() - at };
    log?.warn({ down_ms: Math.round(after.downMs) }, 'relay: another thread has taken over');
    this.#owner?.onRestart(after);
  }
}

function newThread(
  { workerUrl, io, latch, maxPeers, packetsPerSecond, memory }: ThreadsOptions,
  { host, port }: { readonly host: string; readonly port: number },
  onReport: (report: Report) => void,
): RelayThread {
  return new RelayThread({
    workerUrl,
    host,
    port,
    io,
    latch,
    maxPeers,
    packetsPerSecond,
    memory,
    onReport,
  });
}
