/** Chance that can be had again: all of it comes from one seed. */
export class Chance {
  #state: number;

  /** @param seed any 32 bits */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 32 random bits (Tommy Ettinger's mulberry32). */
  u32(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from 0 to `end` - 1. */
  below(end: number): number {
    return Math.floor((this.u32() / 0x1_0000_0000) * end);
  }

  /** True so often, 0 to 1. */
  odds(part: number): boolean {
    return this.u32() < part * 0x1_0000_0000;
  }

  one<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  }

  bytes(count: number): Buffer {
    const bytes = Buffer.alloc(count);
    for (let at = 0; at < count; at += 1) bytes[at] = this.u32() & 0xff;
    return bytes;
  }

  /** Another source of chance, for something that goes on beside this. */
  fork(): Chance {
    return new Chance(this.u32());
  }
}
