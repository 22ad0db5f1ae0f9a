import { canonicalIp } from '../../address.ts';
import type { Endpoint, FanOut, PacketIo, Receive, Source } from '../packet-io.ts';

export type FakeEndpoint = Endpoint & { readonly refused: (bytes: number) => void };

/** A back end without a network: packets come from the test, and what is sent is kept. */
export class FakePacketIo implements PacketIo<FakeEndpoint> {
  readonly host = '::';
  readonly port = 10_000;
  /** Each packet that went out: where to, and what. */
  readonly sent: { readonly to: string; readonly packet: Uint8Array }[] = [];
  /** Addresses, `ip:port`, that the system refuses to send to. */
  readonly refusing = new Set<string>();
  /** Refusals that were kept back for the test to call, where `isLate` says so. */
  readonly lateRefusals: (() => void)[] = [];
  isLate = false;
  /** How many lists of addresses have been made. */
  fanOuts = 0;
  /** How many addresses have been looked at for sending. */
  visited = 0;
  #receive: Receive<FakeEndpoint> | undefined;

  receive(receive: Receive<FakeEndpoint>): void {
    this.#receive = receive;
  }

  fanOut(): FanOut<FakeEndpoint> {
    this.fanOuts += 1;
    const endpoints: FakeEndpoint[] = [];
    return {
      set: (index, endpoint) => {
        if (index > endpoints.length) throw new Error(`a gap before index ${index}`);
        endpoints[index] = endpoint;
      },
      pop: () => {
        if (endpoints.pop() === undefined) throw new Error('nothing to take off');
      },
      send: (packet, skip) => {
        this.visited += endpoints.length;
        endpoints.forEach((endpoint, index) => {
          const to = `${endpoint.ip}:${endpoint.port}`;
          if (index === skip) return;
          const refuse = () => endpoint.refused(packet.length);
          if (this.refusing.has(to) && this.isLate) this.lateRefusals.push(refuse);
          else if (this.refusing.has(to)) refuse();
          else this.sent.push({ to, packet });
        });
      },
    };
  }

  endpoint(ip: string, port: number, refused: (bytes: number) => void): FakeEndpoint {
    return { ip, port, refused };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /**
   * A packet comes in.
   *
   * @param from `ip:port`
   * @param now monotonic time in ms
   * @returns where it was sent to
   */
  comes(packet: Uint8Array, from: string, now: number): string[] {
    const before = this.sent.length;
    this.#receive?.(packet, fakeSource(from), now);
    return this.sent.slice(before).map(({ to }) => to);
  }
}

/** @param from `ip:port`, the IP as a socket writes it */
export function fakeSource(from: string): Source<FakeEndpoint> {
  const colon = from.lastIndexOf(':');
  const ip = canonicalIp(from.slice(0, colon));
  const port = Number(from.slice(colon + 1));
  return {
    ip,
    port,
    is: (endpoint) => endpoint.ip === ip && endpoint.port === port,
    hasIp: ({ text }) => text === ip,
    endpoint: (refused) => ({ ip, port, refused }),
  };
}
