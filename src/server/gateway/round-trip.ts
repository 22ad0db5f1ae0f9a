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
  #pending: Buffer | null = null;

  /** @param intervalMs the least time between two pings */
  constructor(clock: Clock, intervalMs: number) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
  }

  /** The payload of a ping that is sent now; null while one is under way or was just now. */
  begin(): Buffer | null {
    const now = this.#clock.monotonic();
    if (this.#pending !== null || now - this.#sentAt < this.#intervalMs) return null;
    this.#count += 1;
    this.#sentAt = now;
    this.#pending = Buffer.from(`rtt ${this.#count}`);
    return this.#pending;
  }

  /** The round trip in ms, if this pong ends it; null for any other pong. */
  end(payload: Buffer): number | null {
    if (this.#pending?.equals(payload) !== true) return null;
    this.#pending = null;
    return this.#clock.monotonic() - this.#sentAt;
  }
}
