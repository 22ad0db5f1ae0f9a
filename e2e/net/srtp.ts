import type { Socket } from 'node:dgram';
import { Op } from '../../src/contract/ops.ts';
import type { SrtpProfile } from '../../src/contract/srtp.ts';
import type { MediaKey, SrtpOffer } from '../../src/contract/wire.ts';
import {
  parseMasterKey,
  SRTP_BUFFER_BYTES,
  SrtpReceiver,
  SrtpSender,
} from '../../src/media/srtp/index.ts';
import type { RawRadio } from './raw-radio.ts';
import type { TestNet } from './start-net.ts';
import { eventually, rtp, udp } from './udp.ts';

/** Joins and gives what the answer says of keys. */
export async function joinSecure(
  radio: RawRadio,
  channelId: string,
  ssrc: number,
  srtp: readonly string[],
): Promise<SrtpOffer | undefined> {
  const [answer] = await radio.ask(Op.CHANNEL_JOIN, { channel_id: channelId, ssrc, srtp });
  if (answer?.op !== Op.ACK) throw new Error(`expected an ACK, got ${JSON.stringify(answer)}`);
  const { data } = answer.d as { data: { media: { srtp?: SrtpOffer } } };
  return data.media.srtp;
}

/** Encrypts what a radio sends, without a socket. */
export class Uplink {
  readonly #sender: SrtpSender;

  constructor({ profile, uplink }: SrtpOffer) {
    this.#sender = new SrtpSender(parseMasterKey(profile, uplink));
  }

  seal(packet: Uint8Array, roc = 0): Buffer {
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    return out.subarray(0, this.#sender.protectRtp(packet, roc, out));
  }
}

/** Opens with one downlink key, from a fresh start. */
export function opener(profile: SrtpProfile, downlink: string): (packet: Buffer) => Buffer | null {
  const receiver = new SrtpReceiver(parseMasterKey(profile, downlink));
  return (packet) => {
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    const bytes = receiver.unprotectRtp(packet, out);
    return bytes < 0 ? null : out.subarray(0, bytes);
  };
}

/** A radio that speaks SRTP, with all that came to it, as it came. */
export type SecureRadio = {
  readonly radio: RawRadio;
  readonly offer: SrtpOffer;
  readonly uplink: Uplink;
  readonly socket: Socket;
  readonly heard: Buffer[];
};

/** Logs a radio in, joins with SRTP, and makes its address known. */
export async function secureRadio(
  net: TestNet,
  userId: string,
  ssrc: number,
  profile: SrtpProfile,
): Promise<SecureRadio> {
  const radio = await net.radio(userId);
  const offer = await joinSecure(radio, 'alpha', ssrc, [profile]);
  if (offer === undefined) throw new Error('no keys were told');
  const uplink = new Uplink(offer);
  const socket = await udp();
  const heard: Buffer[] = [];
  socket.on('message', (packet: Buffer) => heard.push(packet));
  await latchSecure(net, socket, ssrc, uplink);
  return { radio, offer, uplink, socket, heard };
}

/** Makes the address of a radio known to the relay, by a packet with a header alone. */
export async function latchSecure(
  net: TestNet,
  socket: Socket,
  ssrc: number,
  uplink: Uplink,
): Promise<void> {
  const known = (): boolean =>
    net.server.feed.snapshot().peers.some((peer) => peer.ssrc === ssrc && peer.address !== null);
  const sealed = uplink.seal(rtp(ssrc, 1).subarray(0, 12));
  socket.send(sealed, net.server.relay.port, '127.0.0.1');
  await eventually(known);
}

/** Sends to the relay. */
export function sendTo(net: TestNet, socket: Socket, packet: Uint8Array): void {
  socket.send(packet, net.server.relay.port, '127.0.0.1');
}

/** The next MEDIA_KEY; frames before it are dropped. */
export async function nextKey(radio: RawRadio): Promise<MediaKey> {
  const { d } = await radio.until(({ op }) => op === Op.MEDIA_KEY);
  return d as MediaKey;
}

/** How often the relay dropped a packet of an SSRC for a reason. */
export function dropsOf(net: TestNet, ssrc: number): Readonly<Record<string, number>> {
  return net.server.feed.snapshot().peers.find((peer) => peer.ssrc === ssrc)?.drops ?? {};
}

/** Waits until the relay has taken in so many packets of an SSRC. */
export async function taken(net: TestNet, ssrc: number, packets: number): Promise<void> {
  await eventually(() => {
    const peer = net.server.feed.snapshot().peers.find((its) => its.ssrc === ssrc);
    return (peer?.packets_in ?? 0) >= packets;
  });
}
