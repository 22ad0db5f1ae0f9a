import { isIPv4 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import type { InterfaceCheck } from '../../contract/laptop.ts';
import { netAddresses } from '../../server/net-addresses.ts';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/**
 * The addresses at which radios reach this machine, the one to give to them first, each with its
 * interface.
 *
 * @param host what the settings listen on; empty for all interfaces
 */
export function reachableAddresses(host: string, interfaces: Interfaces): InterfaceCheck[] {
  const all = Object.entries(interfaces).flatMap(([name, list]) =>
    (list ?? []).map(({ address, internal }) => ({ name, address, internal })),
  );
  const outward = all.filter(({ internal }) => !internal);
  const bound = { host: host === '' ? '::' : host, port: 1, wssPort: null };
  // The order in which they are given out is the gateway's own.
  const urls = netAddresses(bound, 1, null, interfaces).urls;
  return urls.flatMap((url) => {
    const address = hostOf(url);
    const found = outward.find((other) => other.address === address);
    return found ? [{ name: found.name, address }] : [];
  });
}

function hostOf(url: string): string {
  const { hostname } = new URL(url);
  return isIPv4(hostname) ? hostname : hostname.replace(/^\[|\]$/g, '');
}
