import { networkInterfaces } from 'node:os';
import type { NetAddresses } from '../contract/operator.ts';
import { canonicalIp, isLoopback } from './address.ts';
import type { Cancel, Clock } from './clock.ts';
import { Emitter } from './emitter.ts';
import { netAddresses } from './net-addresses.ts';

/** How often the interfaces are looked at, in ms. No system tells of a change by itself. */
const LOOK_INTERVAL_MS = 3_000;

export type Interfaces = ReturnType<typeof networkInterfaces>;

export type AddressWatchOptions = {
  /** What the gateway and the relay are bound to. */
  readonly bound: { readonly host: string; readonly ws_port: number; readonly udp_port: number };
  readonly clock: Clock;
  readonly interfaces?: () => Interfaces;
};

/** Where radios find the net, kept true while cables are pulled and networks change. */
export class AddressWatch {
  /** Tells the new addresses after a change. */
  readonly changed = new Emitter<NetAddresses>();
  readonly #options: AddressWatchOptions;
  readonly #cancel: Cancel;
  #addresses: NetAddresses;

  constructor(options: AddressWatchOptions) {
    this.#options = options;
    this.#addresses = this.#now();
    this.#cancel = options.clock.every(LOOK_INTERVAL_MS, () => this.#look());
  }

  get addresses(): NetAddresses {
    return this.#addresses;
  }

  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const now = this.#now();
    // The system lists its interfaces in any order; the same addresses are no change.
    if (sorted(now) === sorted(this.#addresses)) return;
    this.#addresses = now;
    this.changed.emit(now);
  }

  #now(): NetAddresses {
    const { bound, interfaces = networkInterfaces } = this.#options;
    const present = interfaces();
    const found = netAddresses(bound.host, bound.ws_port, bound.udp_port, present);
    // The one interface that the net is bound to may be gone.
    return isThere(canonicalIp(bound.host), present) ? found : { ...found, urls: [] };
  }
}

function sorted({ urls }: NetAddresses): string {
  return [...urls].sort().join(' ');
}

function isThere(host: string, interfaces: Interfaces): boolean {
  if (host === '::' || host === '0.0.0.0' || isLoopback(host)) return true;
  return Object.values(interfaces).some((list) =>
    list?.some(({ address }) => canonicalIp(address) === host),
  );
}
