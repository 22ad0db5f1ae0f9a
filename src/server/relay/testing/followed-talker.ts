import { counterMemory } from '../counter-memory.ts';
import { CounterReader, type Reception as Figures } from '../counter-reader.ts';
import { CounterWriter } from '../counter-writer.ts';
import { rtp } from './packets.ts';

export const SLOT = 1;
const FRAME_MS = 20;
export const FRAME_TICKS = 960;
export const MARKER = 0x80 | 111;

export type { Figures };
export type Changes = { timestamp?: number; second?: number; payload?: string; after?: number };

/** A talker whose packets are followed, between two slots that have nothing to do with it. */
export class FollowedTalker {
  readonly writer: CounterWriter;
  readonly reader: CounterReader;
  now = 10_000;

  constructor() {
    const memory = counterMemory(3);
    this.writer = new CounterWriter(memory);
    this.reader = new CounterReader(memory);
    for (const slot of [0, SLOT, 2]) this.writer.take(slot, slot);
  }

  /** A packet comes in, `after` ms later than the one before. */
  comes(sequence: number, changes: Changes = {}): void {
    const { after = FRAME_MS, timestamp = sequence * FRAME_TICKS, ...rest } = changes;
    this.now += after;
    const packet = rtp({ ssrc: 1, sequence, timestamp: timestamp >>> 0, ...rest });
    this.writer.heard(SLOT, packet, rest.payload !== '', this.now);
  }

  figures(): Figures {
    return this.reader.peer(SLOT, SLOT, this.now);
  }
}
