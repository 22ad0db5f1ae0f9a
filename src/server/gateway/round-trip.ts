import type { Clock } from '../clock.ts';

/**
 * Measures the round trip of a WebSocket by pings (RFC 6455, section 5.5.2), each with a payload of
 * its own, so that no other pong is taken for its answer. One is under way at most.
 */
export class RoundTrip {
  readonly #clock: Clock;
  readonly #ping: (payload: Buffer) => void;
  readonly #intervalMs: number;
  #count = 0;
  #sentAt = -Infinity;
  #pending: Buffer | null = null;

  /**
   * @param ping sends a ping frame
   * @param intervalMs the least time between two pings
   */
  constructor(clock: Clock, ping: (payload: Buffer) => void, intervalMs: number) {
    this.#clock = clock;
    this.#ping = ping;
    this.#intervalMs = intervalMs;
  }

  /** Sends a ping, unless one is under way or the last one was just now. */
  start(): void {
    const now = this.#clock.monotonic();
    if (this.#pending !== null || now - this.#sentAt < this.#intervalMs) return;
    this.#count += 1;
    this.#sentAt = now;
    this.#pending = Buffer.from(`rtt ${this.#count}`);
    this.#ping(this.#pending);
  }

  /** The round trip in ms, if this pong ends it; null for any other pong. */
  end(payload: Buffer): number | null {
    if (this.#pending?.equals(payload) !== true) return null;
    this.#pending = null;
    return this.#clock.monotonic() - this.#sentAt;
  }
}
