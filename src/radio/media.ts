import { type Socket, createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { type MappedAddress, readStun } from '../media/stun.ts';
import { type Cancel, type Clock, systemClock } from './clock.ts';
import { Emitter } from './emitter.ts';
import { HeldPackets } from './held-packets.ts';
import type { JitterBufferOptions } from './jitter-buffer.ts';
import { type Random, systemRandom } from './random.ts';
import { type ReceivedFrame, Receiver, type SourceStats } from './receiver.ts';
import { parseRtp } from './rtp.ts';
import type { SrtpKeyring } from './srtp-keyring.ts';
import { credentialsOf, type Place, Uplink } from './uplink.ts';

export type MediaOptions = JitterBufferOptions & {
  /** The server's IP, IPv4 or IPv6: `client.serverAddress`. */
  readonly address: string;
  /** The server's UDP port: `media.udp_port` of the answer to a join. */
  readonly port: number;
  /**
   * Keys for SRTP: `client.keys`. While there is any, what comes in has to open with one of them; so
   * a radio that is in other channels with plain RTP opens another `Media` for those.
   */
  readonly keys?: SrtpKeyring;
  readonly clock?: Clock;
  readonly random?: Random;
};

export type MediaEvents = {
  /** The public address of this radio has become known, or has changed, for one of its SSRCs. */
  address: MappedAddress & { readonly ssrc: number };
  /** An SSRC is heard for the first time. */
  source: { readonly ssrc: number };
  /** A frame of another radio, in order, after its time in the jitter buffer. */
  frame: ReceivedFrame;
};

/** The last value that STUN may begin with (RFC 7983, section 7). */
const LAST_STUN_BYTE = 3;

/** Whether a datagram is STUN rather than media, encrypted or not. */
function isStun(datagram: Uint8Array): boolean {
  return (datagram[0] ?? LAST_STUN_BYTE + 1) <= LAST_STUN_BYTE;
}

/** What the socket did besides what each SSRC did. */
export type MediaStats = {
  /** Datagrams sent. */
  sent: number;
  /** Datagrams that the system did not send. */
  sendErrors: number;
  /** Datagrams that came in and are neither RTP nor the answer to a proof of the address. */
  notRtp: number;
  /** Datagrams that came in and opened with no key, or came before. */
  notAuthentic: number;
};

/** The media side of a radio: one UDP socket for all its channels. */
export class Media {
  readonly stats: MediaStats = { sent: 0, sendErrors: 0, notRtp: 0, notAuthentic: 0 };
  readonly #keys: SrtpKeyring | null;
  readonly #held: HeldPackets;
  readonly #stopListening: Cancel;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #events = new Emitter<MediaEvents>();
  readonly #receiver: Receiver;
  readonly #uplinks = new Set<Uplink>();
  readonly #heard = new Set<number>();
  #closed: Promise<void> | null = null;

  private constructor(socket: Socket, options: MediaOptions) {
    this.#socket = socket;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? systemRandom;
    this.#keys = options.keys ?? null;
    this.#held = new HeldPackets(this.#clock);
    this.#stopListening = this.#keys?.onRenewed(() => this.#openHeld()) ?? (() => undefined);
    this.#receiver = new Receiver({
      ...options,
      clock: this.#clock,
      onFrame: (frame) => this.#frame(frame),
    });
    socket.on('message', (datagram) => this.#receive(datagram));
  }

  /**
   * Opens the socket. It is connected to the server's address, so that nobody else's datagrams
   * come in.
   *
   * @throws {Error} when there is no way to that address
   */
  static async open(options: MediaOptions): Promise<Media> {
    const socket = createSocket(isIPv6(options.address) ? 'udp6' : 'udp4');
    socket.connect(options.port, options.address);
    await once(socket, 'connect').catch((error: unknown) => {
      socket.close();
      throw error;
    });
    const media = new Media(socket, options);
    // A refused port is the answer to something sent earlier; the server may come back.
    socket.on('error', () => (media.stats.sendErrors += 1));
    return media;
  }

  /** Listens to an event; returns a function that ends the subscription. */
  on<Name extends keyof MediaEvents>(
    name: Name,
    listener: (value: MediaEvents[Name]) => void,
  ): Cancel {
    return this.#events.on(name, listener);
  }

  /**
   * Starts the stream of one membership, with a proof of its address at once. Whoever only listens
   * needs it too: the server sends media to an address that it has heard from.
   *
   * @param ssrc the SSRC that the channel was joined with
   * @param place `media` of the answer to that join; a keep-alive takes the place of the proof
   *   where there are no credentials in it
   */
  uplink(ssrc: number, place: Place = {}): Uplink {
    const uplink: Uplink = new Uplink({
      ssrc,
      clock: this.#clock,
      random: this.#random,
      send: (packet) => this.#send(packet),
      credentials: credentialsOf(place),
      onAddress: (address) => this.#events.emit('address', { ssrc: uplink.ssrc, ...address }),
    });
    this.#uplinks.add(uplink);
    return uplink;
  }

  /** What became of the packets of another radio's SSRC; null for one that was not heard. */
  sourceStats(ssrc: number): SourceStats | null {
    return this.#receiver.stats(ssrc);
  }

  /** Gives out what the jitter buffers hold, without waiting for what is missing. */
  flush(): void {
    this.#receiver.flush();
  }

  /** Ends all talk and closes the socket; what the jitter buffers hold is lost. */
  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      for (const uplink of this.#uplinks) uplink.close();
      this.#receiver.close();
      this.#stopListening();
      this.#socket.close(resolve);
    });
    return this.#closed;
  }

  #send(packet: Buffer): void {
    if (this.#closed !== null) return;
    const sealed = isStun(packet) ? null : this.#keys?.seal(packet);
    this.#socket.send(sealed ?? packet, (error) => {
      if (error === null) this.stats.sent += 1;
      else this.stats.sendErrors += 1;
    });
  }

  #receive(datagram: Buffer): void {
    if (isStun(datagram)) {
      this.#answer(datagram);
      return;
    }
    // What a header says of padding is about what is encrypted, so it is not looked at before that.
    const opened = this.#keys?.isInUse === true ? this.#open(datagram) : datagram;
    if (opened === null) return;
    const packet = parseRtp(opened);
    if (packet === null) this.stats.notRtp += 1;
    else this.#receiver.push(packet);
  }

  #answer(datagram: Buffer): void {
    const message = readStun(datagram);
    const isOurs = [...this.#uplinks].some(
      (uplink) => message !== null && uplink.answered(message),
    );
    if (!isOurs) this.stats.notRtp += 1;
  }

  #open(datagram: Buffer): Buffer | null {
    const opened = this.#keys?.open(datagram) ?? null;
    if (opened !== null) return opened;
    this.stats.notAuthentic += 1;
    this.#held.add(datagram);
    return null;
  }

  /** Tries once more with a new key. */
  #openHeld(): void {
    for (const datagram of this.#held.take()) {
      const opened = this.#keys?.open(datagram) ?? null;
      const packet = opened && parseRtp(opened);
      if (packet === null) continue;
      this.stats.notAuthentic -= 1;
      this.#receiver.push(packet);
    }
  }

  #frame(frame: ReceivedFrame): void {
    if (!this.#heard.has(frame.ssrc)) {
      this.#heard.add(frame.ssrc);
      this.#events.emit('source', { ssrc: frame.ssrc });
    }
    this.#events.emit('frame', frame);
  }
}
