import { closeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { busyMemory, lastReading, type BusyTime } from './busy-time.ts';
import { RelayStartError } from './relay-start-error.ts';
import type { Command, Report, WorkerOptions } from './thread-messages.ts';

type Options = Omit<WorkerOptions, 'posted' | 'descriptor' | 'pulse' | 'busy'> & {
  /** The built entry of the thread, `relay-worker.js`. */
  readonly workerUrl: URL;
  /** Told of all but what `listening` tells. */
  readonly onReport: (report: Report) => void;
};

type Listening = Extract<Report, { is: 'listening' }>;

/** One life of the relay's thread. It takes commands before it listens, and obeys them then. */
export class RelayThread {
  /** Rejected with a RelayStartError if it ends before. */
  readonly listening: Promise<Listening>;
  /** Settled with what it ended from, once it is gone and its port is free. */
  readonly ended: Promise<Error>;
  readonly #worker: Worker;
  readonly #posted = new Int32Array(new SharedArrayBuffer(4));
  readonly #pulse = new Int32Array(new SharedArrayBuffer(4));
  readonly #busy = busyMemory();
  readonly #id: number;
  #cause: Error = new Error('the relay thread ended');

  constructor({ workerUrl, onReport, ...data }: Options) {
    const descriptor = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
    const shared = { posted: this.#posted, descriptor, pulse: this.#pulse, busy: this.#busy };
    const workerData: WorkerOptions = { ...data, ...shared };
    const worker = new Worker(workerUrl, { name: 'relay', workerData, execArgv: [] });
    this.#worker = worker;
    this.#id = worker.threadId;
    worker.on('error', (error) => {
      this.#cause = error;
    });
    this.ended = new Promise((resolve) => {
      worker.once('exit', () => {
        closeLeftOver(descriptor);
        resolve(this.#cause);
      });
    });
    this.listening = new Promise((resolve, reject) => {
      worker.on('message', (report: Report) => {
        if (report.is === 'listening') resolve(report);
        else if (report.is === 'refused') {
          this.#cause = new RelayStartError(report.code, report.message, data);
        } else onReport(report);
      });
      void this.ended.then((cause) => {
        const isRefusal = cause instanceof RelayStartError;
        reject(isRefusal ? cause : new RelayStartError('WORKER', String(cause), data));
      });
    });
    // Whoever does not wait for it hears of it by `ended`.
    this.listening.catch(() => undefined);
  }

  /** Another number for as long as the thread comes round. */
  get pulse(): number {
    return Atomics.load(this.#pulse, 0);
  }

  /** For how long the thread has had work; null where that is not known, or not yet. */
  get busyTime(): BusyTime | null {
    const reading = lastReading(this.#pulse, this.#busy);
    return reading && { ...reading, thread: this.#id };
  }

  post(command: Command): void {
    this.#worker.postMessage(command);
    Atomics.add(this.#posted, 0, 1);
  }

  /** Ends it at once, whatever it is doing. */
  terminate(cause?: Error): void {
    if (cause !== undefined) this.#cause = cause;
    void this.#worker.terminate();
  }
}

/** Closes the socket of a thread that could not do so itself: its port would stay in use. */
function closeLeftOver(descriptor: Int32Array<SharedArrayBuffer>): void {
  const fd = Atomics.exchange(descriptor, 0, -1);
  if (fd !== -1) closeSync(fd);
}
