/**
 * Frames that wait one behind the other. A broadcast puts the same frame behind the same run for
 * every member, so a run remembers what was last put behind it: members with the same frames
 * waiting hold the same run, and its bytes are joined once for all of them.
 */
export class FrameRun {
  /** All of its frames together, in bytes. */
  readonly bytes: number;
  readonly #before: FrameRun | undefined;
  readonly #last: Buffer;
  #joined: Buffer | undefined;
  #next: FrameRun | undefined;

  /** @param before the frames that come first; undefined where there are none */
  constructor(before: FrameRun | undefined, last: Buffer) {
    this.bytes = (before?.bytes ?? 0) + last.length;
    this.#before = before;
    this.#last = last;
    if (!before) this.#joined = last;
  }

  /** Whether this is the run that `frame` was put behind the ones before it. */
  endsWith(frame: Buffer): boolean {
    return this.#last === frame;
  }

  /** These frames and one more. */
  then(frame: Buffer): FrameRun {
    if (!this.#next?.endsWith(frame)) this.#next = new FrameRun(this, frame);
    return this.#next;
  }

  /** The bytes of all its frames in their order. */
  joined(): Buffer {
    this.#joined ??= this.#join();
    return this.#joined;
  }

  #join(): Buffer {
    const all = Buffer.allocUnsafe(this.bytes);
    all.set(this.#last, this.bytes - this.#last.length);
    for (let run = this.#before; run; run = run.#before) {
      all.set(run.#last, run.bytes - run.#last.length);
    }
    return all;
  }
}
