import type { Clock } from './clock.ts';

/** Packets that are held at once; past it the oldest is given up. */
const MOST = 64;

/** How long a packet is worth waiting for its key, in ms. */
const HOLD_MS = 500;

/**
 * Encrypted packets whose key is not known yet. A new key comes by WebSocket and what it opens by
 * UDP: whichever is faster, nothing should be lost.
 */
export class HeldPackets {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #held: { readonly packet: Buffer; readonly at: number }[] = [];

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  add(packet: Buffer): void {
    this.#held.push({ packet, at: this.#clock.monotonic() });
    if (this.#held.length > MOST) this.#held.shift();
  }

  /** Takes out all that is not too old, in its order. */
  take(): Buffer[] {
    const since = this.#clock.monotonic() - HOLD_MS;
    return this.#held.splice(0).flatMap(({ packet, at }) => (at >= since ? [packet] : []));
  }
}
