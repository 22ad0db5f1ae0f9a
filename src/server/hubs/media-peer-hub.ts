import type { StunCredentials } from '../../media/stun.ts';
import type { MasterKey } from '../../media/srtp/index.ts';
import { Emitter } from '../emitter.ts';

/** The media side of a membership. */
export type MediaPeer = {
  readonly ssrc: number;
  readonly userId: string;
  readonly channelId: string;
  /** The IP that its plain RTP may come from. */
  readonly ip: string;
  /** An observer may only listen. */
  readonly mayTalk: boolean;
  /** An operator has muted it: it hears and is not heard. */
  readonly muted?: boolean;
  /** What it proves its address with. */
  readonly stun: StunCredentials;
  /** What it encrypts its media with; a peer without speaks plain RTP. A secret. */
  readonly uplink?: MasterKey;
};

/** The relay's side of the hub: whom it relays for. */
export type PeerTable = {
  readonly hasRoom: boolean;
  addPeer(peer: MediaPeer): void;
  removePeer(ssrc: number): void;
  mutePeer(ssrc: number, muted: boolean): void;
};

/** Media peers by SSRC, kept in step with the relay's own table. */
export class MediaPeerHub {
  /** Tells the SSRC of each peer that came or went. */
  readonly changed = new Emitter<number>();
  readonly #peers = new Map<number, MediaPeer>();
  readonly #relay: PeerTable;

  constructor(relay: PeerTable) {
    this.#relay = relay;
  }

  get size(): number {
    return this.#peers.size;
  }

  /** Whether the relay can take one more peer. */
  get hasRoom(): boolean {
    return this.#relay.hasRoom;
  }

  get(ssrc: number): MediaPeer | undefined {
    return this.#peers.get(ssrc);
  }

  [Symbol.iterator](): IterableIterator<MediaPeer> {
    return this.#peers.values();
  }

  /** Adds a peer; its SSRC must be free. */
  add(peer: MediaPeer): void {
    this.#peers.set(peer.ssrc, peer);
    this.#relay.addPeer(peer);
    this.changed.emit(peer.ssrc);
  }

  /** Has a peer heard no more, or again. */
  mute(ssrc: number, muted: boolean): void {
    const peer = this.#peers.get(ssrc);
    if (peer === undefined || (peer.muted ?? false) === muted) return;
    this.#peers.set(ssrc, { ...peer, muted });
    this.#relay.mutePeer(ssrc, muted);
    this.changed.emit(ssrc);
  }

  /** Frees an SSRC. */
  remove(ssrc: number): void {
    if (!this.#peers.delete(ssrc)) return;
    this.#relay.removePeer(ssrc);
    this.changed.emit(ssrc);
  }
}
