import type { MediaPeer, PeerTable } from '../../src/server/hubs/media-peer-hub.ts';
import type { KeyTable } from '../../src/server/net/media-keys.ts';
import { counterMemory } from '../../src/server/relay/counter-memory.ts';
import { CounterReader } from '../../src/server/relay/counter-reader.ts';
import { CounterWriter } from '../../src/server/relay/counter-writer.ts';
import { Forwarder } from '../../src/server/relay/forwarder.ts';
import { FakePacketIo } from '../../src/server/relay/testing/fake-packet-io.ts';

/** The relay without its thread and its socket: the forwarder and the counters are the real ones. */
export class RelayTable implements PeerTable, KeyTable {
  readonly io = new FakePacketIo();
  readonly peers = new Map<number, MediaPeer>();
  readonly #slots = new Map<number, { slot: number; generation: number }>();
  readonly #free: number[];
  readonly #forwarder: Forwarder<Parameters<ReturnType<FakePacketIo['fanOut']>['set']>[1]>;
  readonly #reader: CounterReader;
  #generation = 0;

  constructor(room: number) {
    const memory = counterMemory(room);
    this.#reader = new CounterReader(memory);
    this.#free = Array.from({ length: room }, (_, slot) => slot);
    this.#forwarder = new Forwarder({
      io: this.io,
      counters: new CounterWriter(memory),
      rule: 'same-ip',
      maxPeers: room,
    });
    this.io.receive(this.#forwarder.receive);
  }

  get hasRoom(): boolean {
    return this.#free.length > 0;
  }

  addPeer(peer: MediaPeer): void {
    const slot = this.#free.pop();
    if (slot === undefined) throw new Error('no room');
    this.#generation += 1;
    this.#slots.set(peer.ssrc, { slot, generation: this.#generation });
    this.peers.set(peer.ssrc, peer);
    this.#forwarder.add(slot, this.#generation, peer);
  }

  removePeer(ssrc: number): void {
    const place = this.#slots.get(ssrc);
    if (place === undefined) throw new Error(`SSRC ${ssrc} is not there`);
    this.#slots.delete(ssrc);
    this.peers.delete(ssrc);
    this.#free.push(place.slot);
    this.#forwarder.remove(place.slot);
  }

  mutePeer(ssrc: number, muted: boolean): void {
    const place = this.#slots.get(ssrc);
    if (place === undefined) throw new Error(`SSRC ${ssrc} is not there`);
    this.#forwarder.mute(place.slot, muted);
  }

  readonly setKey: KeyTable['setKey'] = (...key) => this.#forwarder.key(...key);

  lastAuthenticatedAt(ssrc: number): number | null {
    const place = this.#slots.get(ssrc);
    return place ? this.#reader.lastAuthenticatedAt(place.slot, place.generation) : null;
  }

  /** A datagram comes in; tells where what came of it went, `ip:port` each. */
  comes(packet: Uint8Array, from: string, now: number): string[] {
    const to = this.io.comes(packet, from, now);
    this.io.sent.length = 0;
    return to;
  }
}
