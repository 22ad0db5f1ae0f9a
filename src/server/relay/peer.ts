import type { SrtpProfile } from '../../contract/srtp.ts';
import type { MasterKey } from '../../media/srtp/index.ts';
import type { StunCredentials } from '../../media/stun.ts';
import type { CounterWriter } from './counter-writer.ts';
import type { Latch, LatchRule } from './latch.ts';
import type { Endpoint, FanOut, PacketIo } from './packet-io.ts';
import type { SrtpDownlink } from './srtp-downlink.ts';
import type { SrtpUplink } from './srtp-uplink.ts';

/** A member of a channel as the forwarder has to know it. */
export type NewPeer = {
  readonly ssrc: number;
  readonly channelId: string;
  /** IP of the member's WebSocket, in the form of `canonicalIp`. */
  readonly ip: string;
  /** An observer may only listen. */
  readonly mayTalk: boolean;
  /** An operator has muted it: it hears and is not heard. */
  readonly muted?: boolean;
  /** What it proves its address with; without them it latches by plain RTP alone. */
  readonly stun?: StunCredentials;
  /** What it encrypts with; a peer without speaks plain RTP. */
  readonly uplink?: MasterKey;
};

/** A member as the forwarder keeps it. */
export type Peer<E extends Endpoint> = {
  readonly slot: number;
  readonly ssrc: number;
  readonly mayTalk: boolean;
  muted: boolean;
  readonly channel: Channel<E>;
  readonly audience: Audience<E>;
  /** null for plain RTP. */
  readonly uplink: SrtpUplink | null;
  readonly latch: Latch<E>;
  /** Index in its audience's `reached`, -1 until it has latched. */
  place: number;
};

/**
 * A member that has not latched. Its fields are named one by one: an object that others are spread
 * into has a hidden class of its own, and each packet would look its fields up anew.
 */
export function peerAt<E extends Endpoint>(
  slot: number,
  { ssrc, mayTalk, muted = false }: NewPeer,
  { channel, audience, uplink, latch }: Pick<Peer<E>, 'channel' | 'audience' | 'uplink' | 'latch'>,
): Peer<E> {
  return { slot, ssrc, mayTalk, muted, channel, audience, uplink, latch, place: -1 };
}

export type Channel<E extends Endpoint> = {
  readonly id: string;
  members: number;
  /** One for each form in which a member, past or present, has its packets. */
  readonly audiences: Audience<E>[];
};

/** The members of a channel that have their packets in the same form. */
export type Audience<E extends Endpoint> = {
  /** null for plain RTP. */
  readonly profile: SrtpProfile | null;
  /** What packets for it are encrypted with; without, it hears nothing that is not plain. */
  downlink: SrtpDownlink | null;
  /** Members whose address is known, in the order of `fanOut`. */
  readonly reached: Peer<E>[];
  readonly fanOut: FanOut<E>;
};

export type ForwarderOptions<E extends Endpoint> = {
  readonly io: PacketIo<E>;
  readonly counters: CounterWriter;
  readonly rule: LatchRule;
  readonly maxPeers: number;
  /** Packets of one peer that are relayed in a second; 0, the default, for any number. */
  readonly packetsPerSecond?: number;
  /** Told once for each downlink key that should be followed by another. */
  readonly onRekey?: (channelId: string, epoch: number) => void;
};
