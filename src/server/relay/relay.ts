import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Default } from '../../contract/limits.ts';
import type { MediaIo, Totals } from '../../contract/operator.ts';
import type { Settings } from '../../contract/settings.ts';
import type { SrtpProfile } from '../../contract/srtp.ts';
import type { MasterKey } from '../../media/srtp/index.ts';
import { canonicalIp } from '../address.ts';
import type { Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import { counterMemory } from './counter-memory.ts';
import { CounterReader, type PeerCounters } from './counter-reader.ts';
import type { NewPeer } from './forwarder.ts';
import type { LatchRule } from './latch.ts';
import type { Command, Report, WorkerOptions } from './thread-messages.ts';

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
  /** Told of what should not happen, once a second at most. */
  readonly log?: { warn(details: object, message: string): void };
};

/** The relay's port could not be bound, or its thread not started. */
export class RelayStartError extends Error {
  /** What the system said: EADDRINUSE, EACCES, EADDRNOTAVAIL, ENOTFOUND and others. */
  readonly code: string;
  readonly host: string;
  readonly port: number;

  constructor(code: string, message: string, { host, port }: { host: string; port: number }) {
    super(message);
    this.name = 'RelayStartError';
    this.code = code;
    this.host = host;
    this.port = port;
  }
}

type Thread = {
  readonly worker: Worker;
  readonly exited: Promise<unknown>;
  readonly posted: Int32Array;
  readonly reader: CounterReader;
};

type Place = { readonly slot: number; readonly generation: number };

/**
 * The UDP relay, as seen from the main thread. The work is done in a thread of its own, which
 * nothing that keeps the main thread busy can hold up.
 */
export class Relay {
  /** The address it is bound to, `::` or `0.0.0.0` for all interfaces. */
  readonly host: string;
  readonly port: number;
  /** The back end in use. */
  readonly io: MediaIo;
  /** Tells once, if the thread dies by itself; nothing is relayed any more. */
  readonly onFailure = new Emitter<Error>();
  /** Tells that a channel should get new keys, and which keys those were. */
  readonly onRekey = new Emitter<{ readonly channelId: string; readonly epoch: number }>();
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #maxPeers: number;
  readonly #reader: CounterReader;
  readonly #exited: Promise<unknown>;
  readonly #posted: Int32Array;
  readonly #places = new Map<number, Place>();
  /** Slots that were given back. */
  readonly #free: number[] = [];
  /** Slots from here on were never used. */
  #unused = 0;
  #generation = 0;
  #stopped: Promise<void> | null = null;

  /** @throws RelayStartError if the port cannot be had */
  static async start(options: RelayOptions): Promise<Relay> {
    const { host, port, io = 'auto', latch, maxPeers, packetsPerSecond = 0 } = options;
    const memory = counterMemory(maxPeers);
    const posted = new Int32Array(new SharedArrayBuffer(4));
    const descriptor = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
    const workerData: WorkerOptions = {
      host,
      port,
      io,
      latch,
      maxPeers,
      packetsPerSecond,
      memory,
      posted,
      descriptor,
    };
    const worker = new Worker(options.workerUrl, { name: 'relay', workerData, execArgv: [] });
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.once('exit', () => closeLeftOver(descriptor));
    const first = await firstReport(worker).catch((error: unknown) => {
      throw new RelayStartError('WORKER', String(error), options);
    });
    if (first.is === 'listening') {
      const { passedOver } = first;
      if (passedOver !== undefined) {
        options.log?.warn({ reason: passedOver }, 'relay: no mmsg here, dgram it is');
      }
      return new Relay(options, first, {
        worker,
        exited,
        posted,
        reader: new CounterReader(memory),
      });
    }
    await worker.terminate();
    const code = first.is === 'refused' ? first.code : 'WORKER';
    throw new RelayStartError(code, 'message' in first ? first.message : first.is, options);
  }

  private constructor(
    options: RelayOptions,
    bound: { host: string; port: number; io: MediaIo },
    { worker, exited, posted, reader }: Thread,
  ) {
    this.host = bound.host;
    this.port = bound.port;
    this.io = bound.io;
    this.#worker = worker;
    this.#exited = exited;
    this.#posted = posted;
    this.#clock = options.clock;
    this.#maxPeers = options.maxPeers;
    this.#reader = reader;
    let cause = new Error('the relay thread ended');
    worker.on('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => {
      if (this.#stopped === null) this.onFailure.emit(cause);
    });
    worker.on('message', (report: Report) => {
      if (report.is === 'rekey') this.onRekey.emit(report);
      if (report.is === 'fault') options.log?.warn({ fault: report.message }, 'relay: fault');
    });
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
    const generation = this.#generation;
    this.#places.set(ssrc, { slot, generation });
    this.#post({
      do: 'add',
      slot,
      generation,
      peer: {
        ssrc,
        channelId,
        ip: canonicalIp(ip),
        mayTalk,
        ...(muted && { muted }),
        ...(stun && { stun }),
        ...(uplink && { uplink }),
      },
    });
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
    this.#post({ do: 'remove', slot: place.slot });
  }

  /**
   * Relays what a peer says no more, or again; it hears all the same. Does nothing for an SSRC that
   * is not there.
   */
  mutePeer(ssrc: number, muted: boolean): void {
    const place = this.#places.get(ssrc);
    if (place !== undefined) this.#post({ do: 'mute', slot: place.slot, muted });
  }

  /**
   * Encrypts with another key what goes to the members of a channel that speak a profile, from this
   * call on; with none, nothing goes to them. A key is used for one channel, once.
   *
   * @param epoch counts the keys of the channel
   */
  setKey(channelId: string, profile: SrtpProfile, epoch: number, key: MasterKey | null): void {
    this.#post({ do: 'key', channelId, profile, epoch, key });
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

  /** Resolves when the port is free and the thread is gone. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#post({ do: 'stop' });
    const cancel = this.#clock.after(Default.CLOSE_TIMEOUT_MS, () => {
      void this.#worker.terminate();
    });
    await this.#exited;
    cancel();
  }

  #post(command: Command): void {
    this.#worker.postMessage(command);
    Atomics.add(this.#posted, 0, 1);
  }
}

/** Closes the socket of a thread that could not do so itself: its port would stay in use. */
function closeLeftOver(descriptor: Int32Array<SharedArrayBuffer>): void {
  const fd = Atomics.exchange(descriptor, 0, -1);
  if (fd !== -1) closeSync(fd);
}

/** @throws what ended the thread before it could report */
async function firstReport(worker: Worker): Promise<Report> {
  const ended = new AbortController();
  worker.once('exit', () => ended.abort(new Error('the relay thread ended')));
  const [report] = (await once(worker, 'message', { signal: ended.signal })) as [Report];
  return report;
}
