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

  /** Frees an SSRC. */
  remove(ssrc: number): void {
    if (!this.#peers.delete(ssrc)) return;
    this.#relay.removePeer(ssrc);
    this.changed.emit(ssrc);
  }
}
