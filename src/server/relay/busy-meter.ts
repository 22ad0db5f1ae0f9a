import { openSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { MediaIo } from '../../contract/operator.ts';

/** For how long the calling thread has had work since some moment, in ms; NaN where nobody knows. */
export type BusyMeter = () => number;

/** What Linux keeps of the calling thread (`sched-stats.rst` of the kernel, /proc/<pid>/schedstat). */
const SCHEDSTAT = '/proc/thread-self/schedstat';
const SCHEDSTAT_BYTES = 64;
const NS_PER_MS = 1e6;

/**
 * The way to measure the work of the calling thread. Work that waits for a processor counts as well:
 * a relay that does not get one loses packets just like one that has too much to do.
 *
 * Linux knows both to the nanosecond. Elsewhere it is the time that the event loop was not waiting;
 * with `mmsg` it waits in the system's call and not in the loop, and there is nothing to go by.
 *
 * @param schedstat where Linux says it
 */
export function busyMeter(io: MediaIo, schedstat = SCHEDSTAT): BusyMeter {
  const kernel = kernelMeter(schedstat);
  // A kernel that does not count says nought of everybody, and this thread has run.
  if (kernel() > 0) return kernel;
  return io === 'dgram' ? () => performance.eventLoopUtilization().active : () => NaN;
}

/** Time on a processor and time in the queue for one. The file stays open as long as the thread. */
function kernelMeter(file: string): BusyMeter {
  const text = Buffer.alloc(SCHEDSTAT_BYTES);
  let fd: number | undefined;
  return () => {
    try {
      fd ??= openSync(file, 'r');
      const length = readSync(fd, text, 0, text.length, 0);
      const [ranNs, waitedNs] = text.toString('latin1', 0, length).split(' ');
      return (Number(ranNs) + Number(waitedNs)) / NS_PER_MS;
    } catch {
      return NaN;
    }
  };
}
