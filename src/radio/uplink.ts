import { Limit } from '../contract/limits.ts';
import type { MappedAddress, StunCredentials, StunMessage } from '../media/stun.ts';
import { Binding } from './binding.ts';
import { type Cancel, type Clock, sleepUntil } from './clock.ts';
import { untilAborted } from './iterate.ts';
import type { OpusFrame } from './opus.ts';
import type { Random } from './random.ts';
import { KEEP_ALIVE_PAYLOAD_TYPE, OPUS_PAYLOAD_TYPE, TICKS_PER_MS, buildRtp } from './rtp.ts';

/** How often a silent radio shows its address (RFC 6263, section 6, asks for 15 s at least). */
const KEEP_ALIVE_MS = 10_000;

const NO_PAYLOAD = new Uint8Array();

export type UplinkOptions = {
  readonly ssrc: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly send: (packet: Buffer) => void;
  /** What the address is proved with; null for a server that gives none. */
  readonly credentials?: StunCredentials | null;
  /** Called when the public address becomes known, and whenever it has changed. */
  readonly onAddress?: (address: MappedAddress) => void;
};

/** What the answer to a join says of proving the address: nothing, from an older server. */
export type Place = {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
};

export function credentialsOf({ username, password }: Place): StunCredentials | null {
  return username !== undefined && password !== undefined ? { username, password } : null;
}

/** What a talk came to. */
export type Talk = { readonly frames: number; readonly bytes: number; readonly ms: number };

/**
 * The stream that a radio sends under one SSRC: talk spurts in real time, and whatever keeps its
 * address known to the server. That is a Binding request every 10 s and before each talk spurt, so
 * that a talker whose NAT has moved it meanwhile is heard from the first word.
 *
 * A server that gives no credentials gets a keep-alive while the radio is silent: an RTP packet
 * without payload and of a payload type that nobody knows (RFC 6263, section 4.6). Receivers ignore
 * it, and a decoder fed with it all the same only sees a lost packet.
 */
export class Uplink {
  readonly #clock: Clock;
  readonly #send: (packet: Buffer) => void;
  readonly #startedAt: number;
  readonly #firstTimestamp: number;
  readonly #random: Random;
  readonly #onAddress: (address: MappedAddress) => void;
  #ssrc: number;
  #binding: Binding | null;
  #sequence: number;
  /** The first moment that no frame has been sent for, in ticks since the start. */
  #end = 0;
  /** Ends the talk that is going on. */
  #talking: AbortController | null = null;
  #closed = false;
  #cancelKeepAlive: Cancel = () => undefined;

  constructor(options: UplinkOptions) {
    const { ssrc, clock, random, send, credentials = null, onAddress = () => undefined } = options;
    this.#ssrc = ssrc;
    this.#random = random;
    this.#onAddress = onAddress;
    this.#clock = clock;
    this.#send = send;
    this.#startedAt = clock.monotonic();
    // In the lower half, so that a first packet that is lost leaves no doubt of what it was (RFC
    // 3711, section 3.3.1).
    this.#sequence = random(0x8000);
    this.#firstTimestamp = random(0x1_0000_0000);
    this.#binding = this.#bind(credentials);
  }

  /** What it sends under at present. */
  get ssrc(): number {
    return this.#ssrc;
  }

  /** Where the server sees this radio, which it tells in answer to a proof; null until then. */
  get publicAddress(): MappedAddress | null {
    return this.#binding?.address ?? null;
  }

  /**
   * Takes what may be the server's answer to a proof of the address.
   *
   * @returns false for a message that is none, or that the server did not write
   */
  answered(message: StunMessage): boolean {
    return this.#binding?.take(message) === true;
  }

  /**
   * Sends frames at the pace at which they sound. The schedule is that of the clock, not the sum
   * of the waits, so it does not drift. A source that falls behind is caught up with, but after a
   * pause of more than 500 ms a new talk spurt starts.
   *
   * @param frames any source of Opus frames; it is read one frame ahead
   * @param signal ends the talk early
   * @returns when the last frame has been sent
   * @throws {Error} when this uplink is talking already; whatever the source throws
   */
  async talk(frames: AsyncIterable<OpusFrame>, signal?: AbortSignal): Promise<Talk> {
    if (this.#talking !== null) throw new Error(`SSRC ${this.ssrc} is talking already`);
    const talking = new AbortController();
    const stop = (): void => talking.abort();
    this.#talking = talking;
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted === true || this.#closed) stop();
    try {
      return await this.#spurts(frames, talking.signal);
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#talking = null;
    }
  }

  /**
   * Resolves when the server has taken in what was sent so far, so that a radio that leaves now
   * loses none of its last words. Some seconds at most; at once with a server that knows no STUN.
   */
  async settled(): Promise<void> {
    await this.#binding?.settled();
  }

  /** Proves the address now, because the network may have changed; once a second at most. */
  prove(): void {
    this.#binding?.prove();
  }

  /**
   * Goes on under another membership: that of a channel which was joined again. A talk goes on with
   * it, as a new stream.
   *
   * @param place `media` of the answer to the new join
   */
  rejoined(ssrc: number, place: Place = {}): void {
    if (this.#closed) return;
    this.#cancelKeepAlive();
    this.#binding?.close();
    this.#ssrc = ssrc;
    this.#sequence = this.#random(0x8000);
    this.#binding = this.#bind(credentialsOf(place));
  }

  /** Ends the talk and the keep-alives. */
  close(): void {
    this.#closed = true;
    this.#talking?.abort();
    this.#cancelKeepAlive();
    this.#binding?.close();
  }

  async #spurts(frames: AsyncIterable<OpusFrame>, signal: AbortSignal): Promise<Talk> {
    const talk = { frames: 0, bytes: 0, ms: 0 };
    let due = -Infinity;
    for await (const frame of untilAborted(frames, signal)) {
      const now = this.#clock.monotonic();
      // Silence of that length is the end of a talk to the server too.
      const marker = now - due > Limit.TALK_SILENCE_MS;
      if (marker) {
        due = now;
        // Time goes on while a radio is silent (RFC 7587, section 4.1), and never goes back.
        this.#end = Math.max(this.#end, this.#ticks());
      }
      await sleepUntil(this.#clock, due, signal);
      // Aborted while it slept.
      if (signal.aborted) break;
      if (marker) this.#binding?.prove();
      this.#packet(OPUS_PAYLOAD_TYPE, marker, this.#end, frame.data);
      const ms = frame.samples / TICKS_PER_MS;
      due += ms;
      this.#end += frame.samples;
      talk.frames += 1;
      talk.bytes += frame.data.length;
      talk.ms += ms;
    }
    return talk;
  }

  #bind(credentials: StunCredentials | null): Binding | null {
    if (credentials === null) {
      this.#keepAlive();
      return null;
    }
    return new Binding({
      credentials,
      clock: this.#clock,
      random: this.#random,
      send: this.#send,
      onAddress: this.#onAddress,
    });
  }

  #keepAlive(): void {
    if (this.#talking === null) {
      this.#packet(KEEP_ALIVE_PAYLOAD_TYPE, false, Math.max(this.#end, this.#ticks()), NO_PAYLOAD);
    }
    this.#cancelKeepAlive = this.#clock.after(KEEP_ALIVE_MS, () => this.#keepAlive());
  }

  #ticks(): number {
    return Math.round((this.#clock.monotonic() - this.#startedAt) * TICKS_PER_MS);
  }

  #packet(payloadType: number, marker: boolean, ticks: number, payload: Uint8Array): void {
    const timestamp = (this.#firstTimestamp + ticks) % 0x1_0000_0000;
    const { ssrc } = this;
    const sequence = this.#sequence;
    this.#sequence = (sequence + 1) & 0xffff;
    this.#send(buildRtp({ payloadType, marker, sequence, timestamp, ssrc, payload }));
  }
}
