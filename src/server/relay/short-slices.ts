import { getPriority } from 'node:os';
import { loadCLibrary } from '../c-library.ts';

/** The shortest that Linux grants, in ns. */
const SLICE_NS = 100_000n;

/** `struct sched_attr` in its first version, in bytes. */
const ATTR_BYTES = 48;

/** The number of `sched_setattr`, for which the C library has no function, by architecture. */
const SCHED_SETATTR: Readonly<Record<string, number>> = { x64: 314, arm64: 274 };

/**
 * Asks Linux to give the calling thread the processor for short slices at a time. A thread that wakes
 * up to a packet otherwise waits for whoever has the processor to use up its slice, some 3 ms; one
 * with short slices comes first (EEVDF: a short slice is an early deadline; Linux 6.12 or newer,
 * `sched(7)`). It gets no more of the processor than before, and needs no privilege.
 *
 * @returns whether the system took the request; older kernels take it and do nothing
 */
export async function askForShortSlices(load = loadCLibrary): Promise<boolean> {
  const number = SCHED_SETATTR[process.arch];
  if (number === undefined) return false;
  try {
    const { library } = await load();
    const syscall = library.func('syscall', 'long', ['long', 'int', 'void *', 'uint']) as (
      ...args: [number: number, thread: 0, attr: Uint8Array, flags: 0]
    ) => number;
    return syscall(number, 0, sliceOf(SLICE_NS), 0) === 0;
  } catch {
    return false;
  }
}

/** The calling thread's own policy and niceness, with another slice. */
function sliceOf(ns: bigint): Uint8Array {
  const attr = new DataView(new ArrayBuffer(ATTR_BYTES));
  attr.setUint32(0, ATTR_BYTES, true);
  // The policy (4) is the usual one, SCHED_OTHER, and there are no flags (8): both are 0.
  attr.setInt32(16, getPriority(), true);
  attr.setBigUint64(24, ns, true);
  return new Uint8Array(attr.buffer);
}
