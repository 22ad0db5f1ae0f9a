import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a gateway, over TCP, that can be cut and can go silent. */
export class CutWay {
  readonly #server: Server;
  readonly #port: number;
  #pairs: [Socket, Socket][] = [];

  /** @param url of the gateway behind it */
  static async open(url: string): Promise<CutWay> {
    const server = createServer({ allowHalfOpen: false });
    const way = new CutWay(server, Number(new URL(url).port));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      way.cut();
      server.close();
    });
    return way;
  }

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
    server.on('connection', (near) => this.#join(near));
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ws`;
  }

  /** Destroys what goes over it at present, both ways. */
  cut(): void {
    for (const pair of this.#pairs.splice(0)) for (const socket of pair) socket.destroy();
  }

  /** Lets nothing through any more of what goes over it at present; both ends believe in it. */
  hush(): void {
    for (const [near, far] of this.#pairs) {
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    }
  }

  #join(near: Socket): void {
    const far = connect(this.#port, '127.0.0.1');
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far);
    far.pipe(near);
    this.#pairs.push([near, far]);
  }
}
