import { networkInterfaces } from 'node:os';
import type { CertificateView, NetAddresses } from '../contract/operator.ts';
import { canonicalIp, isLoopback } from './address.ts';
import type { Cancel, Clock } from './clock.ts';
import { Emitter } from './emitter.ts';
import { netAddresses, type Bound } from './net-addresses.ts';

/** How often the interfaces are looked at, in ms. No system tells of a change by itself. */
const LOOK_INTERVAL_MS = 3_000;

export type Interfaces = ReturnType<typeof networkInterfaces>;

export type AddressWatchOptions = {
  /** What the gateway is bound to. */
  readonly bound: Bound;
  readonly udpPort: number;
  /** What the gateway proves itself with at present. */
  readonly certificate: () => CertificateView | null;
  readonly clock: Clock;
  readonly interfaces?: () => Interfaces;
};

/** Where radios find the net, kept true while cables are pulled and networks change. */
export class AddressWatch {
  /** Tells where radios found the net before, after the machine's addresses have changed. */
  readonly changed = new Emitter<NetAddresses>();
  readonly #options: AddressWatchOptions;
  readonly #cancel: Cancel;
  #addresses: NetAddresses;

  constructor(options: AddressWatchOptions) {
    this.#options = options;
    this.#addresses = this.#now();
    this.#cancel = options.clock.every(LOOK_INTERVAL_MS, () => this.look());
  }

  get addresses(): NetAddresses {
    return this.#addresses;
  }

  stop(): void {
    this.#cancel();
  }

  /** Looks at once, as after a new certificate. */
  look(): void {
    const before = this.#addresses;
    this.#addresses = this.#now();
    if (placesOf(this.#addresses) !== placesOf(before)) this.changed.emit(before);
  }

  #now(): NetAddresses {
    const { bound, udpPort, certificate, interfaces = networkInterfaces } = this.#options;
    const present = interfaces();
    const found = netAddresses(bound, udpPort, certificate(), present);
    // The one interface that the net is bound to may be gone.
    if (isThere(canonicalIp(bound.host), present)) return found;
    return { ...found, urls: [], wss_urls: [] };
  }
}

/** The system lists its interfaces in any order; the same addresses are no change. */
function placesOf({ urls, wss_urls }: NetAddresses): string {
  return [...urls, ...wss_urls].sort().join(' ');
}

function isThere(host: string, interfaces: Interfaces): boolean {
  if (host === '::' || host === '0.0.0.0' || isLoopback(host)) return true;
  return Object.values(interfaces).some((list) =>
    list?.some(({ address }) => canonicalIp(address) === host),
  );
}
