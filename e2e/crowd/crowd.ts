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
  readonly #radios: RawRadio[] = [];
  readonly #lost: string[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #socket: Socket;
  #isClosing = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /**
   * Logs them all in, spreads them over the channels, and lets the talkers talk.
   *
   * @throws where one does not get into its channel
   */
  static async open(options: CrowdOptions): Promise<Crowd> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const crowd = new Crowd(socket);
    for (let first = 0; first < options.radios; first += BATCH) {
      const count = Math.min(BATCH, options.radios - first);
      await Promise.all(
        Array.from({ length: count }, (_, offset) => crowd.#add(first + offset, options)),
      );
    }
    await listen(options);
    crowd.#talk(options.talkers, options.udpPort);
    return crowd;
  }

  /** Who lost the connection, and how: nobody should. */
  get lost(): readonly string[] {
    return this.#lost;
  }

  async #add(index: number, { url, secret, channels, radios }: CrowdOptions): Promise<void> {
    const name = `radio-${String(index + 1).padStart(4, '0')}`;
    const radio = await RawRadio.login(url, name, secret);
    void radio.closed.then(({ code, reason }) => {
      if (!this.#isClosing) this.#lost.push(`${name}: ${code} ${reason}`);
    });
    // At once: on a busy machine the last ones log in when the first would have been zombies.
    this.#beat(radio, index / radios);
    const channel_id = channels[index % channels.length];
    const answers = await radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc: index + 1 });
    if (!answers.some(({ op }) => op === Op.ACK)) {
      throw new Error(`${name} is not in its channel: ${JSON.stringify(answers)}`);
    }
    this.#radios.push(radio);
  }

  /**
   * Heartbeats from now on, those of all radios spread over their interval. Each has a timer of its
   * own: one timer for all falls behind on a busy machine until some of them are zombies.
   */
  #beat(radio: RawRadio, share: number): void {
    const turn = (): void => {
      if (radio.socket.readyState === radio.socket.OPEN) radio.send(Op.HEARTBEAT, null);
    };
    const begin = (): void => void this.#timers.push(setInterval(turn, HEARTBEAT_MS));
    this.#timers.push(setTimeout(begin, share * HEARTBEAT_MS));
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
    this.#isClosing = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#socket.close();
    for (const { socket } of this.#radios) socket.terminate();
  }
}

/**
 * One packet of each radio, by which the relay knows where to send what the others say. The socket is
 * closed then: what is sent to it costs the relay the same, and nobody has to take it in.
 */
async function listen({ radios, udpPort }: CrowdOptions): Promise<void> {
  const socket = createSocket('udp4');
  for (let ssrc = 1; ssrc <= radios; ssrc += 1) {
    const packet = Buffer.alloc(RTP_HEADER_BYTES + PAYLOAD_BYTES);
    packet.writeUInt16BE(0x806f, 0);
    packet.writeUInt32BE(ssrc, 8);
    await new Promise((resolve) => socket.send(packet, udpPort, '127.0.0.1', resolve));
  }
  await new Promise<void>((resolve) => socket.close(resolve));
}
