import type { Clock } from '../clock.ts';

/**
 * Measures the round trip of a WebSocket by pings (RFC 6455, section 5.5.2), each with a payload of
 * its own, so that no other pong is taken for its answer. One is under way at most.
 */
export class RoundTrip {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  #count = 0;
  #sentAt = -Infinity;
  #isUnderWay = false;

  /** @param intervalMs the least time between two pings */
  constructor(clock: Clock, intervalMs: number) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
  }

  /** The payload of a ping that is sent now; null while one is under way or was just now. */
  begin(): Buffer | null {
    const now = this.#clock.monotonic();
    if (this.#isUnderWay || now - this.#sentAt < this.#intervalMs) return null;
    this.#count += 1;
    this.#sentAt = now;
    this.#isUnderWay = true;
    return this.#payload();
  }

  /** The round trip in ms, if this pong ends it; null for any other pong. */
  end(payload: Buffer): number | null {
    if (!this.#isUnderWay || !this.#payload().equals(payload)) return null;
    this.#isUnderWay = false;
    return this.#clock.monotonic() - this.#sentAt;
  }

  /** Made again rather than kept: a few bytes would keep 8 KiB of Node's pool alive in each radio. */
  #payload(): Buffer {
    return Buffer.from(`rtt ${this.#count}`);
  }
}
