import type { Cancel, Clock } from './clock.ts';
import type { Random } from './random.ts';

export type HeartbeatOptions = {
  readonly clock: Clock;
  readonly random: Random;
  /** From HELLO, in ms. */
  readonly intervalMs: number;
  readonly send: () => void;
  /** Called when a whole interval went by without the answer to a heartbeat. */
  readonly lost: () => void;
};

/** Keeps a session alive, and notices a server that no longer answers. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #unanswered = false;
  #cancel: Cancel;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    // The first one comes at random, so that radios cut off together do not beat together.
    this.#cancel = this.#in(options.random(options.intervalMs));
  }

  /** A HEARTBEAT_ACK came. */
  answered(): void {
    this.#unanswered = false;
  }

  stop(): void {
    this.#cancel();
  }

  #in(ms: number): Cancel {
    return this.#options.clock.after(ms, () => {
      this.#beat();
    });
  }

  #beat(): void {
    if (this.#unanswered) {
      this.#options.lost();
      return;
    }
    this.#unanswered = true;
    this.#options.send();
    this.#cancel = this.#in(this.#options.intervalMs);
  }
}
