/**
 * For how long the relay's thread has had work, in memory that both threads see. There is room for two
 * readings: the thread writes the one that nobody looks at, and its pulse then says that this is the
 * newer one. So the main side never finds half of one and half of another.
 */

/** A reading, as the thread took it. */
export type BusyReading = {
  /** For how long it has had work since it began, in ms. */
  readonly busyMs: number;
  /** When that was; monotonic, in ms. */
  readonly atMs: number;
};

/** The same as the main side sees it. */
export type BusyTime = BusyReading & {
  /** Whose it is: another thread begins at nothing. */
  readonly thread: number;
};

/** A reading takes two places. */
const PLACES = 2;

export function busyMemory(): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(8 * PLACES * 2));
}

/**
 * Shows that the thread has come round, and what it has read; written by the thread alone.
 *
 * @param busyMs NaN where it is not known
 */
export function beat(
  pulse: Int32Array<SharedArrayBuffer>,
  busy: Float64Array<SharedArrayBuffer>,
  { busyMs, atMs }: BusyReading,
): void {
  const place = placeOf(Atomics.load(pulse, 0) + 1);
  busy[place] = busyMs;
  busy[place + 1] = atMs;
  Atomics.add(pulse, 0, 1);
}

/** The newest reading; null before the first, and where the system does not tell. */
export function lastReading(
  pulse: Int32Array<SharedArrayBuffer>,
  busy: Float64Array<SharedArrayBuffer>,
): BusyReading | null {
  const beats = Atomics.load(pulse, 0);
  const [busyMs = NaN, atMs = NaN] = busy.subarray(placeOf(beats));
  return beats === 0 || Number.isNaN(busyMs) ? null : { busyMs, atMs };
}

/** Where the reading of a beat is. */
function placeOf(beats: number): number {
  return PLACES * (beats & 1);
}
