import type { DropReason } from '../../contract/drops.ts';
import type { LatchedBy } from '../../contract/operator.ts';
import type { SrtpProfile } from '../../contract/srtp.ts';
import type { MasterKey } from '../../media/srtp/index.ts';
import { formatAddress } from '../address.ts';
import type { CounterWriter } from './counter-writer.ts';
import { ipOf } from './ip.ts';
import type { Kept } from './kept-row.ts';
import { judge, newLatch, type LatchRule } from './latch.ts';
import { NEVER } from './counter-memory.ts';
import { MediaRoundTrips } from './media-round-trips.ts';
import type { Endpoint, PacketIo, Source } from './packet-io.ts';
import { PacketRates } from './packet-rates.ts';
import { peerAt, type Audience, type Channel, type ForwarderOptions } from './peer.ts';
import type { NewPeer, Peer } from './peer.ts';
import { classify, ssrcOf } from './rtp.ts';
import { SrtpDownlink } from './srtp-downlink.ts';
import { SrtpUplink, type Media } from './srtp-uplink.ts';
import { SsrcTable } from './ssrc-table.ts';
import { StunDesk } from './stun-desk.ts';

export type { NewPeer } from './peer.ts';

/**
 * Relays what a member of a channel says to every other member whose address is known. The cost of
 * a packet grows with those who hear it, and with nothing else.
 */
export class Forwarder<E extends Endpoint> {
  readonly #io: PacketIo<E>;
  readonly #counters: CounterWriter;
  readonly #rule: LatchRule;
  readonly #onRekey: (channelId: string, epoch: number) => void;
  readonly #slots: SsrcTable;
  readonly #peers: (Peer<E> | undefined)[];
  readonly #stun: StunDesk<E>;
  readonly #channels = new Map<string, Channel<E>>();
  readonly #roundTrips = new MediaRoundTrips();
  readonly #rates: PacketRates;

  constructor(options: ForwarderOptions<E>) {
    this.#io = options.io;
    this.#counters = options.counters;
    this.#rule = options.rule;
    this.#onRekey = options.onRekey ?? (() => undefined);
    this.#slots = new SsrcTable(options.maxPeers);
    this.#peers = new Array<Peer<E> | undefined>(options.maxPeers).fill(undefined);
    this.#rates = new PacketRates(options.maxPeers, options.packetsPerSecond ?? 0);
    this.#stun = new StunDesk({
      ...options,
      isAt: (slot, source) => {
        const endpoint = this.#peers[slot]?.latch.endpoint ?? null;
        return endpoint !== null && source.is(endpoint);
      },
      proved: (slot, source, now) => this.#proved(slot, source, now),
    });
  }

  /**
   * Adds a peer whose SSRC is not in the table, in a slot that is free. One that a relay before this
   * one has had there under that generation goes on with its figures and its address.
   *
   * @param now monotonic time in ms: such a peer counts as heard just now, so that nobody else on
   *   its IP takes its place before it has come round to speak again
   */
  add(slot: number, generation: number, peer: NewPeer, now = NEVER): void {
    const { ssrc, channelId, ip, stun, uplink: key } = peer;
    const channel = this.#channel(channelId);
    channel.members += 1;
    const kept = this.#counters.kept(slot, generation);
    if (kept === null) this.#counters.take(slot, generation);
    const audience = this.#audience(channel, key?.profile ?? null);
    const uplink = key === undefined ? null : new SrtpUplink(key, ssrc, kept);
    const latch = newLatch<E>(kept?.address?.ip ?? ip);
    const added = peerAt(slot, peer, { channel, audience, uplink, latch });
    this.#rates.take(slot);
    this.#peers[slot] = added;
    if (kept !== null) this.#reachAgain(added, kept, now);
    this.#slots.set(ssrc, slot);
    if (stun !== undefined) this.#stun.add(slot, stun);
  }

  /** Relays what the peer in a slot says no more, or again. */
  mute(slot: number, muted: boolean): void {
    const peer = this.#peers[slot];
    if (peer !== undefined) peer.muted = muted;
  }

  /** Encrypts with another key for the members of a channel that speak a profile, or for none. */
  key(channelId: string, profile: SrtpProfile, epoch: number, key: MasterKey | null): void {
    // A key may come before the first who needs it; for a channel that is gone there is none.
    if (key === null && !this.#channels.has(channelId)) return;
    const audience = this.#audience(this.#channel(channelId), profile);
    audience.downlink = key && new SrtpDownlink(key, epoch);
  }

  /** Removes the peer in a slot: nothing is sent to it from here on. */
  remove(slot: number): void {
    const peer = this.#peers[slot];
    if (peer === undefined) return;
    this.#peers[slot] = undefined;
    this.#slots.delete(peer.ssrc);
    this.#roundTrips.forget(peer.ssrc);
    this.#stun.remove(slot);
    const { channel } = peer;
    this.#unreach(peer);
    channel.members -= 1;
    if (channel.members === 0) this.#channels.delete(channel.id);
  }

  /** Takes a datagram in, whatever is in it: relays it, or counts why not. */
  readonly receive = (packet: Uint8Array, source: Source<E>, now: number): void => {
    const kind = classify(packet);
    if (kind === 'stun') {
      this.#stun.receive(packet, source, now);
      return;
    }
    if (kind !== 'rtp' && kind !== 'empty_rtp' && kind !== 'rtcp') {
      this.#counters.dropped(kind, null);
      return;
    }
    const slot = this.#slots.get(ssrcOf(packet, kind));
    const peer = slot === -1 ? undefined : this.#peers[slot];
    if (peer === undefined) {
      this.#counters.dropped('unknown_ssrc', null);
      return;
    }
    const media = peer.uplink?.open(packet, kind) ?? { packet, kind, index: null };
    if (typeof media === 'string') {
      this.#counters.dropped(media, slot);
      return;
    }
    // Nobody else could have sent it: the radio is alive.
    if (peer.uplink !== null) {
      this.#counters.authenticated(slot, now);
      this.#counters.sequenced(slot, peer.uplink.index, peer.uplink.reportIndex);
    }
    const refusal = this.#admit(peer, source, media, now);
    // An observer's reports are not relayed, but they tell how far away it is.
    if (kind === 'rtcp' && (refusal === null || refusal === 'observer' || refusal === 'muted')) {
      const roundTrip = this.#roundTrips.heard(peer.ssrc, media.packet, now);
      if (roundTrip !== null) this.#counters.roundTrip(slot, roundTrip);
    }
    if (refusal !== null) {
      this.#counters.dropped(refusal, slot);
      return;
    }
    // Only now: nobody else can use a radio's share up.
    if (!this.#rates.allows(slot, now)) {
      this.#counters.dropped('too_many', slot);
      return;
    }
    this.#counters.accepted(slot, packet.length, now);
    const hasSound = media.kind === 'rtp';
    if (media.kind !== 'rtcp') this.#counters.heard(slot, media.packet, hasSound, now);
    this.#relay(media, peer, now);
  };

  /** Latches where that is due, and tells why a packet may not be relayed, null if it may. */
  #admit(peer: Peer<E>, source: Source<E>, { kind }: Media, now: number): DropReason | null {
    const { latch, uplink } = peer;
    const verdict = uplink?.judge(latch, source) ?? judge(this.#rule, latch, source, kind, now);
    switch (verdict) {
      case 'known':
        latch.heardAt = now;
        break;
      case 'latch':
      case 'move':
        latch.heardAt = now;
        latch.movedAt = verdict === 'move' ? now : NEVER;
        this.#reach(peer, source, uplink === null ? 'rtp' : 'srtp');
        break;
      case 'pass':
        break;
      case 'foreign_ip':
      case 'port_moved_early':
        return verdict;
    }
    // After latching: its packet is how a radio that knows no STUN comes to hear.
    if (kind === 'empty_rtp') return null;
    if (!peer.mayTalk) return 'observer';
    return peer.muted ? 'muted' : null;
  }

  /** A peer has proved where it is: that is its address, whatever it was before. */
  #proved(slot: number, source: Source<E>, now: number): void {
    const peer = this.#peers[slot];
    if (peer === undefined) return;
    const { latch } = peer;
    if (latch.endpoint !== null && source.is(latch.endpoint)) {
      this.#counters.latchedBy(slot, 'stun');
    } else {
      latch.movedAt = latch.endpoint === null ? NEVER : now;
      this.#reach(peer, source, 'stun');
    }
    latch.heardAt = now;
    latch.ip = ipOf(source.ip);
  }

  /** Sends to a peer from now on, at the address of the source. */
  #reach(peer: Peer<E>, source: Source<E>, by: LatchedBy): void {
    const { slot } = peer;
    const endpoint = source.endpoint(this.#refusalOf(peer));
    this.#reachAt(peer, endpoint);
    this.#counters.address(slot, formatAddress(endpoint.ip, endpoint.port));
    this.#counters.latchedBy(slot, by);
  }

  /** Sends to a peer where a relay before this one did, if that can be told. */
  #reachAgain(peer: Peer<E>, { address }: Kept, now: number): void {
    const endpoint = address && this.#io.endpoint(address.ip, address.port, this.#refusalOf(peer));
    if (endpoint === null) {
      this.#counters.unlatched(peer.slot);
      return;
    }
    this.#reachAt(peer, endpoint);
    peer.latch.heardAt = now;
  }

  #refusalOf(peer: Peer<E>): (bytes: number) => void {
    const { slot } = peer;
    return (bytes) => {
      // The slot may be another peer's by the time the system refuses.
      this.#counters.refused(this.#peers[slot] === peer ? slot : null, bytes);
    };
  }

  #reachAt(peer: Peer<E>, endpoint: E): void {
    const { audience } = peer;
    peer.latch.endpoint = endpoint;
    if (peer.place === -1) {
      peer.place = audience.reached.length;
      audience.reached.push(peer);
    }
    audience.fanOut.set(peer.place, endpoint);
  }

  /** Sends to a peer no more; the last one of its audience takes its place. */
  #unreach(peer: Peer<E>): void {
    if (peer.place === -1) return;
    const { reached, fanOut } = peer.audience;
    const last = reached.pop();
    fanOut.pop();
    if (last === undefined || last === peer || last.latch.endpoint === null) return;
    last.place = peer.place;
    reached[last.place] = last;
    fanOut.set(last.place, last.latch.endpoint);
  }

  /** Sends to each audience, in its form, all but the sender. */
  #relay(media: Media, from: Peer<E>, now: number): void {
    for (const audience of from.channel.audiences) {
      const { reached, fanOut } = audience;
      const skip = audience === from.audience ? from.place : -1;
      const receivers = skip === -1 ? reached.length : reached.length - 1;
      if (receivers === 0) continue;
      const packet = this.#inFormOf(audience, media, from, now);
      if (packet === null) continue;
      // Counted first, because a back end may call `refused` while it sends.
      const bytes = packet.length;
      for (const peer of reached) if (peer !== from) this.#counters.sent(peer.slot, bytes);
      this.#counters.sentInAll(receivers, bytes);
      fanOut.send(packet, skip);
    }
  }

  /** A packet as an audience has it, null if it cannot; once for all that are in it. */
  #inFormOf(
    { profile, downlink }: Audience<E>,
    media: Media,
    from: Peer<E>,
    now: number,
  ): Uint8Array | null {
    // What was decrypted is overwritten by the next packet, and a back end may take its time.
    if (profile === null) return from.uplink === null ? media.packet : Buffer.from(media.packet);
    if (downlink === null) return null;
    const packet = downlink.protect(media, from.ssrc, now);
    if (packet === null) this.#counters.dropped('srtp_replay', from.slot);
    if (downlink.wantsRekey(now)) this.#onRekey(from.channel.id, downlink.epoch);
    return packet;
  }

  #channel(id: string): Channel<E> {
    const known = this.#channels.get(id);
    if (known !== undefined) return known;
    const channel: Channel<E> = { id, members: 0, audiences: [] };
    this.#channels.set(id, channel);
    return channel;
  }

  #audience(channel: Channel<E>, profile: SrtpProfile | null): Audience<E> {
    const known = channel.audiences.find((audience) => audience.profile === profile);
    if (known !== undefined) return known;
    const fanOut = this.#io.fanOut();
    const audience: Audience<E> = { profile, downlink: null, reached: [], fanOut };
    channel.audiences.push(audience);
    return audience;
  }
}
