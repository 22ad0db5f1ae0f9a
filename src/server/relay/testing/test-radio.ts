import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

/** A real UDP socket that talks to a relay, and keeps what it hears. */
export class TestRadio {
  readonly heard: Buffer[] = [];
  readonly #socket: Socket;
  readonly #ip: string;
  readonly #relayPort: number;
  #isClosed = false;

  /** @param ip of this machine; it also says by which family the relay is reached */
  static async open(relayPort: number, ip = '127.0.0.1'): Promise<TestRadio> {
    const family = isIPv6(ip) ? 6 : 4;
    const socket = createSocket({
      type: `udp${family}`,
      // Sends at once, not when the event loop comes round.
      lookup: (name, _options, done) => done(null, name, family),
    });
    const isListening = once(socket, 'listening');
    socket.bind(0, ip);
    await isListening;
    return new TestRadio(socket, ip, relayPort);
  }

  private constructor(socket: Socket, ip: string, relayPort: number) {
    this.#socket = socket;
    this.#ip = ip;
    this.#relayPort = relayPort;
    socket.on('message', (packet) => this.heard.push(packet));
  }

  get port(): number {
    return this.#socket.address().port;
  }

  send(packet: Uint8Array): void {
    this.#socket.send(packet, this.#relayPort, isIPv6(this.#ip) ? '::1' : '127.0.0.1');
  }

  /** Closes the socket, unless that has been done. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close();
  }
}
