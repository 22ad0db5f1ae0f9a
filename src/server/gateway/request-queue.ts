import { Op } from '../../contract/ops.ts';
import type { Parsed } from './requests.ts';
import { UnderWay } from './under-way.ts';

/** Frames that wait before no more are read from the radio. */
const WAITING_FRAMES = 64;

type Frame = { readonly text: string; readonly isOverRate: boolean };

type Options = {
  readonly parse: (text: string, isOverRate: boolean) => Parsed;
  /** Carries out a request and answers it; what it returns never rejects. */
  readonly attempt: (parsed: Parsed) => Promise<void> | undefined;
  readonly isClosing: () => boolean;
  /** Reads nothing from the radio for a while, or goes on. */
  readonly pause: (isPaused: boolean) => void;
};

/**
 * The requests of one radio, taken one after another. Those behind a request that waits, for its
 * log-in or for the disk, wait for its outcome. Messages wait for the disk together: they are
 * answered in their order anyway.
 */
export class RequestQueue {
  readonly #options: Options;
  /** Frames behind the one that is being handled; there only while one is. */
  #waiting: Frame[] | undefined;
  /** Messages that wait for the disk. */
  readonly #messages = new UnderWay();
  #isHeld = false;
  #isPaused = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Takes a frame in.
   *
   * @param isOverRate whether it is one too many, to be refused when it is its turn
   */
  add(text: string, isOverRate: boolean): void {
    const frame = { text, isOverRate };
    if (this.#waiting === undefined) void this.#run([frame]);
    else this.#waiting.push(frame);
    this.#readOrNot();
  }

  /** Has nothing read from the radio until it is let go again. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#readOrNot();
  }

  async #run(waiting: Frame[]): Promise<void> {
    const { parse, attempt, isClosing } = this.#options;
    this.#waiting = waiting;
    for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
      const parsed = parse(frame.text, frame.isOverRate);
      const isMessage = 'request' in parsed && parsed.request.op === Op.MESSAGE_CREATE;
      const before = isMessage && !this.#messages.isFull ? undefined : this.#messages.last;
      if (before) await before;
      if (isClosing()) break;
      const pending = attempt(parsed);
      if (pending && isMessage) this.#messages.add(pending);
      else if (pending) await pending;
      this.#readOrNot();
    }
    this.#waiting = undefined;
    this.#readOrNot();
  }

  #readOrNot(): void {
    const isPaused = this.#isHeld || (this.#waiting?.length ?? 0) >= WAITING_FRAMES;
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    this.#options.pause(isPaused);
  }
}
