import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { SrtpProfile } from '../../src/contract/srtp.ts';
import type { StunCredentials } from '../../src/media/stun.ts';
import { parseMasterKey, SrtpReceiver, SrtpSender } from '../../src/media/srtp/index.ts';
import { Op } from '../../src/contract/ops.ts';
import type { NetProcess } from '../net-process.ts';
import { Radio } from '../radio.ts';
import type { Faults } from '../row.ts';

/** Room for a whole batch, so that nothing is lost where nobody is at fault. */
const BUFFER_BYTES = 4 * 1024 * 1024;

/** A socket that is connected to the relay, with all that has come from there. */
export class Port {
  readonly ip: string;
  readonly heard: Buffer[] = [];
  readonly #socket: Socket;

  /** @param ip its own, one of 127/8 */
  static async open(ip: string, relayPort: number): Promise<Port> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES });
    socket.bind(0, ip);
    await once(socket, 'listening');
    socket.connect(relayPort, '127.0.0.1');
    await once(socket, 'connect');
    return new Port(ip, socket);
  }

  private constructor(ip: string, socket: Socket) {
    this.ip = ip;
    this.#socket = socket;
    socket.on('message', (packet: Buffer) => this.heard.push(packet));
    socket.on('error', () => undefined);
  }

  get number(): number {
    return this.#socket.address().port;
  }

  send(packet: Uint8Array): void {
    this.#socket.send(packet);
  }

  close(): void {
    this.#socket.close();
  }
}

/** A member of a channel, with the port that is its own. */
export type Member = {
  readonly name: string;
  readonly channel: string;
  readonly ssrc: number;
  readonly isObserver: boolean;
  readonly port: Port;
  readonly stun: StunCredentials;
  /** What it seals and opens with; null for plain RTP. */
  readonly srtp: { readonly sender: SrtpSender; readonly receiver: SrtpReceiver } | null;
};

/** Everybody who takes part. */
export type Cast = {
  readonly members: readonly Member[];
  /** Nobody's ports: one with the IP of the members, one with another. */
  readonly neighbour: Port;
  readonly foreigner: Port;
};

export const CHANNELS = ['plain', 'mixed'] as const;

type Part = {
  readonly name: string;
  readonly channel: (typeof CHANNELS)[number];
  readonly isObserver?: true;
  readonly profile?: SrtpProfile;
};

const PARTS: readonly Part[] = [
  { name: 'anna', channel: 'plain' },
  { name: 'ben', channel: 'plain' },
  { name: 'lena', channel: 'plain' },
  { name: 'otto', channel: 'plain', isObserver: true },
  { name: 'sara', channel: 'mixed', profile: 'AEAD_AES_128_GCM' },
  { name: 'sven', channel: 'mixed', profile: 'AEAD_AES_128_GCM' },
  { name: 'cora', channel: 'mixed', profile: 'AES_CM_128_HMAC_SHA1_80' },
  { name: 'paul', channel: 'mixed' },
];

/** Logs everybody in; nobody's address is known yet. */
export async function gather(net: NetProcess, faults: Faults): Promise<Cast> {
  const { udpPort } = net.at;
  const members: Member[] = [];
  for (const [index, part] of PARTS.entries()) {
    members.push(await member(net, part, 0x5eed_0000 + 97 * index, faults));
  }
  return {
    members,
    neighbour: await Port.open('127.0.0.1', udpPort),
    foreigner: await Port.open('127.0.0.2', udpPort),
  };
}

async function member(net: NetProcess, part: Part, ssrc: number, faults: Faults): Promise<Member> {
  const { name, channel, isObserver = false, profile } = part;
  const token = isObserver
    ? (await net.operate('token.mint', { user_id: name, role: 'observer' })).token
    : net.secret;
  const radio = await Radio.login(net, name, token);
  radio.onEvent = ({ op }) => {
    // Nobody leaves and no sequence goes around: who made the relay want new keys?
    if (op === Op.MEDIA_KEY) faults.add(`${name} was told new keys`);
  };
  const { username, password, srtp } = await radio.join(channel, ssrc, profile && [profile]);
  if (profile !== srtp?.profile) throw new Error(`${name}: keys for ${srtp?.profile ?? 'nothing'}`);
  return {
    name,
    channel,
    ssrc,
    isObserver,
    port: await Port.open('127.0.0.1', net.at.udpPort),
    stun: { username, password },
    srtp: srtp
      ? {
          sender: new SrtpSender(parseMasterKey(srtp.profile, srtp.uplink)),
          receiver: new SrtpReceiver(parseMasterKey(srtp.profile, srtp.downlink)),
        }
      : null,
  };
}
