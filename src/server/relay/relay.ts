import { Default } from '../../contract/limits.ts';
import type { MediaIo, Totals } from '../../contract/operator.ts';
import type { Settings } from '../../contract/settings.ts';
import type { SrtpProfile } from '../../contract/srtp.ts';
import type { MasterKey } from '../../media/srtp/index.ts';
import { canonicalIp } from '../address.ts';
import type { Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import type { BusyTime } from './busy-time.ts';
import { counterMemory } from './counter-memory.ts';
import { CounterReader, type PeerCounters } from './counter-reader.ts';
import type { NewPeer } from './forwarder.ts';
import type { LatchRule } from './latch.ts';
import { RelayThreads, type ThreadsOptions } from './relay-threads.ts';

export { RelayStartError } from './relay-start-error.ts';

export type RelayOptions = {
  /** The built entry of the thread, `relay-worker.js`. */
  readonly workerUrl: URL;
  /** Address of the interface to listen on; empty for all interfaces, IPv4 and IPv6. */
  readonly host: string;
  /** UDP port; 0 picks a free one. */
  readonly port: number;
  /** The back end to use; `auto`, the default, takes the fastest one there is. */
  readonly io?: Settings['media']['io'];
  readonly latch: LatchRule;
  /** How many peers it can hold. */
  readonly maxPeers: number;
  /** Packets of one peer that are relayed in a second; 0, the default, for any number. */
  readonly packetsPerSecond?: number;
  /** The worker reads the system's clock: its monotonic times are of the same kind. */
  readonly clock: Clock;
  /** The clock by which a thread that hangs is found; the machine's own, as the thread's is. */
  readonly pulseClock?: Clock;
  /** Told of what should not happen, once a second at most. */
  readonly log?: ThreadsOptions['log'];
};

type Place = { readonly slot: number; readonly generation: number; readonly peer: NewPeer };

/**
 * The UDP relay, as seen from the main thread. The work is done in a thread of its own, which
 * nothing that keeps the main thread busy can hold up. When that thread ends by itself another one
 * takes over, with the same port, peers, addresses and figures: see the decision 0015.
 */
export class Relay {
  /** The address it is bound to, `::` or `0.0.0.0` for all interfaces. */
  readonly host: string;
  readonly port: number;
  /** The back end in use. */
  readonly io: MediaIo;
  /** Tells that the thread has ended by itself, and why; nothing is relayed until `onRestart`. */
  readonly onDown = new Emitter<Error>();
  /**
   * Tells that another thread has taken over. No channel has a key any more: until it is given a new
   * one, nobody in it hears anything that is encrypted.
   */
  readonly onRestart = new Emitter<{ readonly reason: string; readonly downMs: number }>();
  /** Tells that a channel should get new keys, and which keys those were. */
  readonly onRekey = new Emitter<{ readonly channelId: string; readonly epoch: number }>();
  readonly #threads: RelayThreads;
  readonly #clock: Clock;
  readonly #maxPeers: number;
  readonly #reader: CounterReader;
  readonly #places = new Map<number, Place>();
  /** Slots that were given back. */
  readonly #free: number[] = [];
  /** Slots from here on were never used. */
  #unused = 0;
  #generation = 0;

  /** @throws RelayStartError if the port cannot be had */
  static async start(options: RelayOptions): Promise<Relay> {
    const memory = counterMemory(options.maxPeers);
    const threads = await RelayThreads.start({
      ...options,
      io: options.io ?? 'auto',
      packetsPerSecond: options.packetsPerSecond ?? 0,
      memory,
    });
    return new Relay(options, threads, new CounterReader(memory));
  }

  private constructor(options: RelayOptions, threads: RelayThreads, reader: CounterReader) {
    this.host = threads.bound.host;
    this.port = threads.bound.port;
    this.io = threads.bound.io;
    this.#threads = threads;
    this.#clock = options.clock;
    this.#maxPeers = options.maxPeers;
    this.#reader = reader;
    threads.follow({
      table: () => [...this.#places.values()].map((place) => ({ do: 'add', ...place })),
      onDown: (cause) => this.onDown.emit(cause),
      onRestart: (after) => this.onRestart.emit(after),
      onRekey: (worn) => this.onRekey.emit(worn),
    });
  }

  /** Since when nothing is relayed, wall-clock in ms, and why; null while all is well. */
  get down(): { readonly since: number; readonly reason: string } | null {
    return this.#threads.down;
  }

  /** Whether one more peer can be added. */
  get hasRoom(): boolean {
    return this.#free.length > 0 || this.#unused < this.#maxPeers;
  }

  /**
   * Relays for a peer from now on: whatever it sends after this call finds it there. Its figures
   * begin at nothing.
   *
   * @throws Error if the SSRC is no number from 1 to 2^32 - 1, is taken, or there is no room: the
   *   caller has to see to that
   */
  addPeer({ ssrc, channelId, ip, mayTalk, muted, stun, uplink }: NewPeer): void {
    if (ssrc !== ssrc >>> 0 || ssrc === 0) throw new Error(`no SSRC: ${ssrc}`);
    if (this.#places.has(ssrc)) throw new Error(`SSRC ${ssrc} is in use`);
    if (!this.hasRoom) throw new Error(`no room for more than ${this.#maxPeers} peers`);
    const slot = this.#free.pop() ?? this.#unused++;
    this.#generation = (this.#generation + 1) | 0;
    const peer: NewPeer = {
      ssrc,
      channelId,
      ip: canonicalIp(ip),
      mayTalk,
      ...(muted && { muted }),
      ...(stun && { stun }),
      ...(uplink && { uplink }),
    };
    const place: Place = { slot, generation: this.#generation, peer };
    this.#places.set(ssrc, place);
    this.#threads.post({ do: 'add', ...place });
  }

  /**
   * Relays for a peer no more: nothing that comes in after this call is relayed from it or to it.
   * What it did stays in the totals. Does nothing for an SSRC that is not there.
   */
  removePeer(ssrc: number): void {
    const place = this.#places.get(ssrc);
    if (place === undefined) return;
    this.#places.delete(ssrc);
    this.#free.push(place.slot);
    this.#threads.post({ do: 'remove', slot: place.slot });
  }

  /**
   * Relays what a peer says no more, or again; it hears all the same. Does nothing for an SSRC that
   * is not there.
   */
  mutePeer(ssrc: number, muted: boolean): void {
    const place = this.#places.get(ssrc);
    if (place === undefined) return;
    // Another thread would be told so again.
    this.#places.set(ssrc, { ...place, peer: { ...place.peer, muted } });
    this.#threads.post({ do: 'mute', slot: place.slot, muted });
  }

  /**
   * Encrypts with another key what goes to the members of a channel that speak a profile, from this
   * call on; with none, nothing goes to them. A key is used for one channel, once, and is forgotten
   * with the thread.
   *
   * @param epoch counts the keys of the channel
   */
  setKey(channelId: string, profile: SrtpProfile, epoch: number, key: MasterKey | null): void {
    this.#threads.post({ do: 'key', channelId, profile, epoch, key });
  }

  /** What a peer has done since it was added; null if there is none of that SSRC. */
  counters(ssrc: number): PeerCounters | null {
    const place = this.#places.get(ssrc);
    if (place === undefined) return null;
    return this.#reader.peer(place.slot, place.generation, this.#clock.monotonic());
  }

  /** Another number once a peer begins or ends to talk, or its address changes. */
  presence(ssrc: number): number {
    const place = this.#places.get(ssrc);
    if (place === undefined) return -1;
    return this.#reader.presence(place.slot, place.generation, this.#clock.monotonic());
  }

  /** Another number once a counter of a peer has moved. */
  work(ssrc: number): number {
    const place = this.#places.get(ssrc);
    return place === undefined ? -1 : this.#reader.work(place.slot, place.generation);
  }

  /** When a packet last proved that a peer is there; monotonic, in ms. Cheaper than `counters`. */
  lastAuthenticatedAt(ssrc: number): number | null {
    const place = this.#places.get(ssrc);
    return place === undefined
      ? null
      : this.#reader.lastAuthenticatedAt(place.slot, place.generation);
  }

  /** What the relay has done since it started. */
  totals(): Totals {
    return this.#reader.totals();
  }

  /** For how long the thread has had work; null while there is none, and where that is not known. */
  busyTime(): BusyTime | null {
    return this.#threads.busyTime;
  }

  /** Resolves when the port is free and the thread is gone. */
  stop(): Promise<void> {
    return this.#threads.stop(Default.CLOSE_TIMEOUT_MS);
  }
}
