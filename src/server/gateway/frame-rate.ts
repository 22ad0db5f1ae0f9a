import { ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';

/** What to do with a frame of a radio. */
export type FrameVerdict = 'take' | 'refuse' | 'close';

/** How long frames are counted together, in ms. */
export const FRAME_WINDOW_MS = 60_000;

/**
 * How many frames a radio may send. A window begins with its first frame: the first `most` frames
 * in it are taken, as many again are refused (1005), and one more closes the connection (4008).
 */
export class FrameRate {
  readonly #most: number;
  #since = -Infinity;
  #count = 0;

  /** @param most frames in a window; 0 for any number */
  constructor(most: number) {
    this.#most = most;
  }

  /** @param now monotonic time in ms */
  judge(now: number): FrameVerdict {
    if (this.#most === 0) return 'take';
    if (now - this.#since >= FRAME_WINDOW_MS) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= this.#most) return 'take';
    return this.#count <= 2 * this.#most ? 'refuse' : 'close';
  }

  /** What a frame is refused with, and for how long. */
  refusal(now: number): Refusal {
    const waitMs = Math.max(0, this.#since + FRAME_WINDOW_MS - now);
    const reason = `more than ${this.#most} frames in a minute; wait ${Math.ceil(waitMs / 1_000)} s`;
    return refuse(ErrorCode.RATE_LIMITED, reason);
  }
}
