import type { Socket } from 'node:dgram';
import { udp } from './udp.ts';

/**
 * A NAT with one radio behind it: what comes in on its inner port goes on to the relay from an
 * outer one, and back. It forgets the outer port whenever a test wants it to.
 */
export class Nat {
  readonly #inner: Socket;
  readonly #relayPort: number;
  #outer: Socket;
  #radioPort = 0;

  private constructor(inner: Socket, outer: Socket, relayPort: number) {
    this.#inner = inner;
    this.#outer = outer;
    this.#relayPort = relayPort;
    inner.on('message', (packet, { port }) => {
      this.#radioPort = port;
      this.#outer.send(packet, this.#relayPort, '127.0.0.1');
    });
    this.#listen();
  }

  /** @param ip its outer address */
  static async open(relayPort: number, ip = '127.0.0.1'): Promise<Nat> {
    return new Nat(await udp(), await udp(ip), relayPort);
  }

  /** Where the radio sends to. */
  get port(): number {
    return this.#inner.address().port;
  }

  /** What the relay sees of the radio, `ip:port`. */
  get outside(): string {
    const { address, port } = this.#outer.address();
    return `${address}:${port}`;
  }

  /** Takes another outer port, and another IP if told; what comes to the old one is lost. */
  async rebind(ip = '127.0.0.1'): Promise<void> {
    const fresh = await udp(ip);
    this.#outer.close();
    this.#outer = fresh;
    this.#listen();
  }

  #listen(): void {
    this.#outer.on('message', (packet) => {
      this.#inner.send(packet, this.#radioPort, '127.0.0.1');
    });
  }
}
