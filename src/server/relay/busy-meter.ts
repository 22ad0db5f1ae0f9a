import { openSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import path from 'node:path';
import type { MediaIo } from '../../contract/operator.ts';

/** For how long the calling thread has had work since some moment, in ms; NaN where nobody knows. */
export type BusyMeter = () => number;

/** What Linux tells of the calling thread. */
const OF_THIS_THREAD = '/proc/thread-self';
const MOST_BYTES = 4_096;
const NS_PER_MS = 1e6;

/**
 * The way to measure the work of the calling thread. The time in which it waits for a processor counts
 * as well where it was in the middle of its work: a relay that does not get one loses packets just like
 * one that has too much to do.
 *
 * Linux counts both. Elsewhere it is the time that the event loop was not waiting; with `mmsg` it waits
 * in the system's call and not in the loop, and there is nothing to go by.
 *
 * @param folder where Linux tells it
 */
export function busyMeter(io: MediaIo, folder = OF_THIS_THREAD): BusyMeter {
  const kernel = kernelMeter(folder);
  // A kernel that does not count says nought of everybody, and this thread has run.
  if (kernel() > 0) return kernel;
  return io === 'dgram' ? () => performance.eventLoopUtilization().active : () => NaN;
}

/**
 * Time on a processor, and time in the queue for one. The kernel does not say how much of the latter
 * went by before the thread had begun with what had come in (then it is late, but has time enough), so
 * it is shared out by how often the thread had gone to sleep and how often it was put off the processor.
 */
function kernelMeter(folder: string): BusyMeter {
  const schedstat = new OpenFile(path.join(folder, 'schedstat'));
  const status = new OpenFile(path.join(folder, 'status'));
  let before: Counts | undefined;
  let busyNs = 0;
  return () => {
    try {
      const now = countsOf(schedstat.read(), status.read());
      busyNs += before === undefined ? now.ranNs : busyBetween(before, now);
      before = now;
      return busyNs / NS_PER_MS;
    } catch {
      return NaN;
    }
  };
}

type Counts = {
  readonly ranNs: number;
  readonly waitedNs: number;
  /** How often it went to sleep, and how often it was put off the processor. */
  readonly slept: number;
  readonly putOff: number;
};

/** @throws where the file does not say it */
function countsOf(schedstat: string, status: string): Counts {
  const [ranNs = NaN, waitedNs = NaN] = schedstat.split(' ').map(Number);
  const count = (name: string): number =>
    Number(new RegExp(`^${name}_ctxt_switches:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  if (Number.isNaN(ranNs + waitedNs)) throw new Error('no figures');
  return { ranNs, waitedNs, slept: count('voluntary'), putOff: count('nonvoluntary') };
}

function busyBetween(before: Counts, now: Counts): number {
  const putOff = now.putOff - before.putOff;
  const waits = putOff + now.slept - before.slept;
  const share = waits > 0 ? putOff / waits : 0;
  return now.ranNs - before.ranNs + share * (now.waitedNs - before.waitedNs);
}

/** A file that is read again and again; it stays open for as long as the thread lives. */
class OpenFile {
  readonly #fd: number | undefined;
  readonly #text = Buffer.alloc(MOST_BYTES);

  constructor(file: string) {
    try {
      this.#fd = openSync(file, 'r');
    } catch {
      // Not of this system.
    }
  }

  /** @returns nothing where there is no such file */
  read(): string {
    if (this.#fd === undefined) return '';
    return this.#text.toString('latin1', 0, readSync(this.#fd, this.#text, 0, MOST_BYTES, 0));
  }
}
