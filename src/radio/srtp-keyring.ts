import { SRTP_KEY_OVERLAP_MS } from '../contract/srtp.ts';
import type { MediaKey, SrtpOffer } from '../contract/wire.ts';
import {
  estimateIndex,
  parseMasterKey,
  rocOf,
  SRTP_BUFFER_BYTES,
  SRTP_MOST_EXTRA_BYTES,
  SrtpReceiver,
  SrtpSender,
} from '../media/srtp/index.ts';
import type { Clock } from './clock.ts';

/** A downlink key, and until when it is good: monotonic, in ms. */
type Downlink = { readonly epoch: number; readonly receiver: SrtpReceiver; until: number };

type Channel = {
  readonly ssrc: number;
  readonly profile: SrtpOffer['profile'];
  readonly sender: SrtpSender;
  /** Index of the last packet that was sent, -1 before the first. */
  sentIndex: number;
  /** The newest first. */
  downlinks: Downlink[];
};

/**
 * The keys of a radio, for each channel that it is in with SRTP. `RadioClient` fills it, `Media`
 * uses it.
 */
export class SrtpKeyring {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #channels = new Map<string, Channel>();
  /** By its SSRC, where a talker was heard last. */
  readonly #talkers = new Map<number, Channel>();
  /** Keys that were told before the join they belong to was seen to be answered. */
  readonly #early = new Map<string, MediaKey>();
  readonly #listeners = new Set<() => void>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Whether this radio speaks SRTP; then what does not open with a key is nobody's. */
  get isInUse(): boolean {
    return this.#channels.size > 0;
  }

  /**
   * Takes the keys of a channel that was joined.
   *
   * @throws RangeError if they are of another length than the profile's
   */
  join(channelId: string, ssrc: number, { profile, uplink, downlink, epoch }: SrtpOffer): void {
    const sender = new SrtpSender(parseMasterKey(profile, uplink));
    const channel: Channel = { ssrc, profile, sender, sentIndex: -1, downlinks: [] };
    this.#channels.set(channelId, channel);
    const early = this.#early.get(channelId);
    this.#early.delete(channelId);
    this.renew({ channel_id: channelId, epoch, downlink });
    if (early !== undefined && early.epoch > epoch) this.renew(early);
  }

  /** Forgets the keys of a channel. */
  leave(channelId: string): void {
    this.#early.delete(channelId);
    const channel = this.#channels.get(channelId);
    this.#channels.delete(channelId);
    for (const [ssrc, its] of this.#talkers) if (its === channel) this.#talkers.delete(ssrc);
  }

  /**
   * Takes a channel's next downlink key. The one before it is good for another two seconds.
   *
   * @throws RangeError if it is of another length than the profile's
   */
  renew(key: MediaKey): void {
    const { channel_id: channelId, epoch, downlink } = key;
    const channel = this.#channels.get(channelId);
    if (channel === undefined) {
      this.#early.set(channelId, key);
      return;
    }
    const now = this.#clock.monotonic();
    const receiver = new SrtpReceiver(parseMasterKey(channel.profile, downlink));
    for (const older of channel.downlinks) {
      older.until = Math.min(older.until, now + SRTP_KEY_OVERLAP_MS);
    }
    const good = channel.downlinks.filter(({ until }) => until > now);
    channel.downlinks = [{ epoch, receiver, until: Infinity }, ...good];
    for (const listener of this.#listeners) listener();
  }

  /**
   * Listens to new keys; what could not be opened before may open now.
   *
   * @returns a function that ends the subscription
   */
  onRenewed(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Encrypts an RTP packet where its SSRC is one that a channel was joined with. */
  seal(packet: Buffer): Buffer {
    const ssrc = packet.readUInt32BE(8);
    const channel = [...this.#channels.values()].find((its) => its.ssrc === ssrc);
    if (channel === undefined) return packet;
    channel.sentIndex = estimateIndex(channel.sentIndex, packet.readUInt16BE(2));
    const out = Buffer.allocUnsafe(packet.length + SRTP_MOST_EXTRA_BYTES);
    return out.subarray(0, channel.sender.protectRtp(packet, rocOf(channel.sentIndex), out));
  }

  /** An RTP packet in plain; null for one that no key opens, or that came before. */
  open(packet: Buffer): Buffer | null {
    if (packet.length < 12 || packet.length > SRTP_BUFFER_BYTES) return null;
    const ssrc = packet.readUInt32BE(8);
    const heardIn = this.#talkers.get(ssrc);
    const opened = heardIn && this.#openIn(heardIn, packet);
    if (opened) return opened;
    for (const channel of this.#channels.values()) {
      if (channel === heardIn) continue;
      const first = this.#openIn(channel, packet);
      if (first === null) continue;
      this.#talkers.set(ssrc, channel);
      return first;
    }
    return null;
  }

  #openIn({ downlinks }: Channel, packet: Buffer): Buffer | null {
    const now = this.#clock.monotonic();
    const out = Buffer.allocUnsafe(packet.length);
    for (const { receiver, until } of downlinks) {
      if (until <= now) continue;
      const bytes = receiver.unprotectRtp(packet, out);
      if (bytes >= 0) return out.subarray(0, bytes);
    }
    return null;
  }
}
