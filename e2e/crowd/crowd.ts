import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';

const BATCH = 50;
const HEARTBEAT_MS = 10_000;
/** Distance of two packets of a talker, in ms. */
const PACKET_MS = 100;
const RTP_HEADER_BYTES = 12;
const PAYLOAD_BYTES = 60;

export type CrowdOptions = {
  readonly url: string;
  readonly udpPort: number;
  readonly secret: string;
  readonly radios: number;
  readonly channels: readonly string[];
  /** The first member of each of so many channels talks. */
  readonly talkers: number;
};

/** Many radios in this process: a WebSocket each, and UDP for those who talk. */
export class Crowd {
  readonly radios: readonly RawRadio[];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #socket: Socket;

  private constructor(radios: readonly RawRadio[], socket: Socket) {
    this.radios = radios;
    this.#socket = socket;
  }

  /** Logs them all in, spreads them over the channels, and lets the talkers talk. */
  static async open(options: CrowdOptions): Promise<Crowd> {
    const radios: RawRadio[] = [];
    for (let first = 0; first < options.radios; first += BATCH) {
      const count = Math.min(BATCH, options.radios - first);
      const batch = Array.from({ length: count }, async (_, offset) => {
        const index = first + offset;
        const name = `radio-${String(index + 1).padStart(4, '0')}`;
        const radio = await RawRadio.login(options.url, name, options.secret);
        const channel_id = options.channels[index % options.channels.length];
        await radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc: index + 1 });
        return radio;
      });
      radios.push(...(await Promise.all(batch)));
    }
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const crowd = new Crowd(radios, socket);
    crowd.#beat();
    crowd.#talk(options.talkers, options.udpPort);
    return crowd;
  }

  /** Heartbeats spread evenly over their interval. */
  #beat(): void {
    let next = 0;
    const turn = (): void => {
      const radio = this.radios[next % this.radios.length];
      next += 1;
      if (radio?.socket.readyState === 1) radio.send(Op.HEARTBEAT, null);
    };
    this.#timers.push(setInterval(turn, HEARTBEAT_MS / this.radios.length));
  }

  #talk(talkers: number, port: number): void {
    const packet = Buffer.alloc(RTP_HEADER_BYTES + PAYLOAD_BYTES);
    packet.writeUInt16BE(0x806f, 0);
    let sequence = 0;
    const turn = (): void => {
      sequence += 1;
      packet.writeUInt16BE(sequence & 0xffff, 2);
      packet.writeUInt32BE((sequence * 48 * PACKET_MS) >>> 0, 4);
      for (let ssrc = 1; ssrc <= talkers; ssrc += 1) {
        packet.writeUInt32BE(ssrc, 8);
        this.#socket.send(Buffer.from(packet), port, '127.0.0.1');
      }
    };
    this.#timers.push(setInterval(turn, PACKET_MS));
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#socket.close();
    for (const { socket } of this.radios) socket.terminate();
  }
}
