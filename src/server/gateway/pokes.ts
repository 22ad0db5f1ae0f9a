import type { Cancel, Clock } from '../clock.ts';

type Poke = {
  readonly payload: Buffer;
  readonly sentAt: number;
  readonly settle: (rttMs: number | null) => void;
  readonly cancel: Cancel;
};

/** Pings that somebody asked for and waits for (RFC 6455, section 5.5.2), as many as are asked for. */
export class Pokes {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #waiting = new Set<Poke>();
  #count = 0;

  /** @param timeoutMs how long an answer may take */
  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Sends a ping with a payload of its own.
   *
   * @param ping puts it on its way
   * @returns the round trip in ms; null where no answer came in time
   */
  begin(ping: (payload: Buffer) => void): Promise<number | null> {
    return new Promise((settle) => {
      this.#count += 1;
      const payload = Buffer.from(`poke ${this.#count}`);
      const cancel = this.#clock.after(this.#timeoutMs, () => this.#settle(poke, null));
      const poke = { payload, sentAt: this.#clock.monotonic(), settle, cancel };
      this.#waiting.add(poke);
      ping(payload);
    });
  }

  /** The round trip in ms, if this pong answers one of them; null for any other pong. */
  answered(payload: Buffer): number | null {
    for (const poke of this.#waiting) {
      if (!poke.payload.equals(payload)) continue;
      const rttMs = this.#clock.monotonic() - poke.sentAt;
      this.#settle(poke, rttMs);
      return rttMs;
    }
    return null;
  }

  /** No answer will come any more: the connection is gone. */
  giveUp(): void {
    for (const poke of this.#waiting) this.#settle(poke, null);
  }

  #settle(poke: Poke, rttMs: number | null): void {
    this.#waiting.delete(poke);
    poke.cancel();
    poke.settle(rttMs);
  }
}
