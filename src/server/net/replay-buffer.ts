import type { EventFrame } from './frames.ts';

/** What a replay buffer holds at most. */
export type ReplayBounds = { readonly events: number; readonly bytes: number };

/** What came behind a number, or why that cannot be said. */
export type Missed = readonly EventFrame[] | 'not_kept' | 'ahead';

/** Dead entries at the front that are tolerated before the list is cut, so that cutting costs little. */
const SLACK = 64;

/**
 * The last events of a session that its radio may not have received, the oldest first. Frames are
 * shared by all who were sent them; a buffer holds references. Past a bound the oldest is let go, and
 * a radio that stopped before it cannot be told what it missed.
 */
export class ReplayBuffer {
  readonly #bounds: ReplayBounds;
  readonly #firstS: number;
  #events: EventFrame[] = [];
  /** Where the oldest event is in the list. */
  #from = 0;
  #bytes = 0;
  /** The number of the last event that was let go, and of the last that was added. */
  #goneS: number;
  #newestS: number;

  /** @param s the last number that was given out before the session began */
  constructor(bounds: ReplayBounds, s: number) {
    this.#bounds = bounds;
    this.#firstS = s;
    this.#goneS = s;
    this.#newestS = s;
  }

  /** Events that it holds. */
  get size(): number {
    return this.#events.length - this.#from;
  }

  add(event: EventFrame): void {
    this.#events.push(event);
    this.#bytes += event.bytes.length;
    this.#newestS = event.s;
    while (this.size > this.#bounds.events || this.#bytes > this.#bounds.bytes) this.#letGo();
    this.#cut();
  }

  /** Lets go of what the radio has received: everything up to `s`. */
  received(s: number): void {
    if (isAfter(s, this.#newestS)) return;
    for (let event = this.#oldest(); event && !isAfter(event.s, s); event = this.#oldest()) {
      this.#letGo();
    }
    this.#cut();
  }

  /**
   * The events behind `s`.
   *
   * @param s the last one that the radio received; 0: none
   */
  behind(s: number): Missed {
    const last = s === 0 ? this.#firstS : s;
    if (isAfter(last, this.#newestS)) return 'ahead';
    if (isAfter(this.#goneS, last)) return 'not_kept';
    return this.#events.slice(this.#from).filter((event) => isAfter(event.s, last));
  }

  #oldest(): EventFrame | undefined {
    return this.#events[this.#from];
  }

  #letGo(): void {
    const event = this.#oldest();
    if (event === undefined) return;
    this.#from += 1;
    this.#bytes -= event.bytes.length;
    this.#goneS = event.s;
  }

  #cut(): void {
    if (this.#from < SLACK && this.size > 0) return;
    this.#events = this.#events.slice(this.#from);
    this.#from = 0;
  }
}

/** Whether one number came after another, also where the numbers went around (RFC 1982). */
function isAfter(s: number, other: number): boolean {
  const distance = (s - other) >>> 0;
  return distance !== 0 && distance < 0x8000_0000;
}
