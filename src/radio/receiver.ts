import type { Cancel, Clock } from './clock.ts';
import {
  JitterBuffer,
  type JitterBufferOptions,
  type JitterStats,
  type Released,
} from './jitter-buffer.ts';
import { type OpusFrame, opusFrame } from './opus.ts';
import { OPUS_PAYLOAD_TYPE, type RtpPacket } from './rtp.ts';

/** SSRCs that are listened to at once; past it the one silent for longest is forgotten. */
const MAX_SOURCES = 256;

/** A frame as it came from another radio, in order. */
export type ReceivedFrame = OpusFrame & {
  readonly ssrc: number;
  /** 32 bits at 48 kHz, wraps. */
  readonly timestamp: number;
  /** Starts a talk spurt. */
  readonly marker: boolean;
  /** Packets missing just before it. */
  readonly lost: number;
};

/** What became of the packets of one SSRC, and how many frames they made. */
export type SourceStats = JitterStats & { frames: number };

type Source = { readonly buffer: JitterBuffer; frames: number; cancel: Cancel | null };

export type ReceiverOptions = JitterBufferOptions & {
  readonly clock: Clock;
  readonly onFrame: (frame: ReceivedFrame) => void;
};

/** Sorts what comes in by SSRC, each with a jitter buffer and a timer of its own. */
export class Receiver {
  readonly #options: ReceiverOptions;
  /** By SSRC, the one heard last at the end. */
  readonly #sources = new Map<number, Source>();

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  push(packet: RtpPacket): void {
    const source = this.#source(packet.ssrc);
    const now = this.#options.clock.monotonic();
    source.buffer.push(packet, now, isMedia(packet));
    if (source.cancel === null) this.#wait(source, now);
  }

  /** Gives out all that is held, in order. */
  flush(): void {
    for (const source of this.#sources.values()) this.#flush(source);
  }

  /** Stops every timer; what is held is lost. */
  close(): void {
    for (const source of this.#sources.values()) source.cancel?.();
    this.#sources.clear();
  }

  /** What became of the packets of an SSRC; null for one that was not heard. */
  stats(ssrc: number): SourceStats | null {
    const source = this.#sources.get(ssrc);
    return source === undefined ? null : { ...source.buffer.stats, frames: source.frames };
  }

  #source(ssrc: number): Source {
    const known = this.#sources.get(ssrc);
    const source = known ?? { buffer: new JitterBuffer(this.#options), frames: 0, cancel: null };
    this.#sources.delete(ssrc);
    const [oldest] = this.#sources;
    if (oldest !== undefined && this.#sources.size >= MAX_SOURCES) {
      this.#flush(oldest[1]);
      this.#sources.delete(oldest[0]);
    }
    this.#sources.set(ssrc, source);
    return source;
  }

  #wait(source: Source, now: number): void {
    const { due } = source.buffer;
    source.cancel =
      due === null ? null : this.#options.clock.after(due - now, () => this.#release(source));
  }

  #release(source: Source): void {
    const now = this.#options.clock.monotonic();
    // Armed again first: whoever hears of a frame may close this receiver.
    const released = source.buffer.release(now);
    this.#wait(source, now);
    this.#give(source, released);
  }

  #flush(source: Source): void {
    source.cancel?.();
    source.cancel = null;
    this.#give(source, source.buffer.flush());
  }

  #give(source: Source, released: readonly Released[]): void {
    for (const { packet, lost } of released) {
      const frame = isMedia(packet) ? opusFrame(packet.payload) : null;
      if (frame === null) continue;
      source.frames += 1;
      const { ssrc, timestamp, marker } = packet;
      this.#options.onFrame({ ...frame, ssrc, timestamp, marker, lost });
    }
  }
}

/** Other payload types are not known and must be ignored (RFC 3550, section 5.1). */
function isMedia({ payloadType, payload }: RtpPacket): boolean {
  return payloadType === OPUS_PAYLOAD_TYPE && payload.length > 0;
}
