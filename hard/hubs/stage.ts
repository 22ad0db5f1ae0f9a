import type { CloseCode } from '../../src/contract/errors.ts';
import type { Identity } from '../../src/server/auth/authenticator.ts';
import type { MediaPeer, PeerTable } from '../../src/server/hubs/media-peer-hub.ts';
import type { Link, Session } from '../../src/server/hubs/user-hub.ts';
import { silentLog } from '../../src/server/log.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import type { KeyTable } from '../../src/server/net/media-keys.ts';
import { Net } from '../../src/server/net/net.ts';
import { Reaper } from '../../src/server/net/reaper.ts';
import type { Random } from '../../src/server/random.ts';

/** The relay's table: it refuses what the relay refuses. */
export class FakeRelay implements PeerTable, KeyTable {
  readonly peers = new Map<number, MediaPeer>();
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  get hasRoom(): boolean {
    return this.peers.size < this.#room;
  }

  addPeer(peer: MediaPeer): void {
    if (this.peers.has(peer.ssrc)) throw new Error(`SSRC ${peer.ssrc} is in use`);
    if (!this.hasRoom) throw new Error('no room');
    this.peers.set(peer.ssrc, peer);
  }

  removePeer(ssrc: number): void {
    if (!this.peers.delete(ssrc)) throw new Error(`SSRC ${ssrc} is not there`);
  }

  mutePeer(ssrc: number): void {
    if (!this.peers.has(ssrc)) throw new Error(`SSRC ${ssrc} is not there`);
  }

  setKey(): void {
    // Which keys are used is a matter of media-keys.test.ts.
  }
}

/** A way to a radio: what came over it is counted, and whether it was closed. */
export class FakeLink implements Link {
  readonly ip = '127.0.0.1';
  readonly address: string;
  readonly secure = false;
  readonly codes: CloseCode[] = [];
  /** Events that went out over it. */
  readonly frames: Buffer[] = [];
  /** A slow reader has no room left. */
  isFull = false;
  /** Told of each close, as a WebSocket is. */
  onClose: (() => void) | undefined;

  constructor(address: string) {
    this.address = address;
  }

  send(frame: Buffer): boolean {
    this.frames.push(frame);
    return !this.isFull;
  }

  close(code: CloseCode): void {
    this.codes.push(code);
  }
}

/** As good as any where nothing has to be kept secret. */
export class Counting implements Random {
  #count = 0;

  bytes(count: number): Buffer {
    const bytes = Buffer.alloc(count);
    this.#count += 1;
    bytes.writeUInt32BE(this.#count, count - 4);
    return bytes;
  }
}

export const SUSPECT_AFTER_MS = 20_000;
export const ZOMBIE_AFTER_MS = 35_000;
/** How long a radio may stay away, and how many events are kept for it. */
export const WINDOW_MS = 20_000;
export const EVENTS = 4;

/** A net without sockets, on a clock that is turned. */
export class Stage {
  readonly clock = new ManualClock();
  readonly relay: FakeRelay;
  readonly net: Net;
  readonly reaper: Reaper;

  constructor(room: number) {
    this.relay = new FakeRelay(room);
    this.net = new Net({
      relay: this.relay,
      resume: { windowMs: WINDOW_MS, events: EVENTS, bytes: 1_000_000 },
      clock: this.clock,
      random: new Counting(),
      log: silentLog,
    });
    this.reaper = new Reaper({
      net: this.net,
      media: { lastAuthenticatedAt: () => null },
      clock: this.clock,
      suspectAfterMs: SUSPECT_AFTER_MS,
      zombieAfterMs: ZOMBIE_AFTER_MS,
      intervalMs: 1_000,
    });
  }

  /** Logs a user in. */
  login(userId: string, role: Identity['role'], jti: string): { session: Session; link: FakeLink } {
    const link = new FakeLink(`127.0.0.1:${this.clock.monotonic()}`);
    const identity = { userId, role, channels: ['*'], priority: 100, jti, expiresAt: null };
    return { session: this.net.openSession(identity, link), link };
  }
}
