import { isIPv4, isIPv6 } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import type { CertificateView, NetAddresses } from '../contract/operator.ts';
import { canonicalIp, formatAddress } from './address.ts';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Where a gateway listens; a port that is null is not there. */
export type Bound = {
  readonly host: string;
  readonly port: number | null;
  readonly wssPort: number | null;
};

/** Smaller comes first: the LAN's IPv4 addresses, other IPv4, IPv6, and this machine alone last. */
function rank({ address, internal }: { address: string; internal: boolean }): number {
  if (internal) return isIPv4(address) ? 3 : 4;
  if (!isIPv4(address)) return 2;
  // RFC 1918, section 3.
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address) ? 0 : 1;
}

/**
 * Where radios find the net, the address to give to radios first leading.
 *
 * @param bound where the gateway listens: an address, `::` or `0.0.0.0` for all interfaces, and its
 *   ports
 * @param interfaces the machine's interfaces
 */
export function netAddresses(
  { host: bound, port, wssPort }: Bound,
  udp_port: number,
  certificate: CertificateView | null,
  interfaces: Interfaces = networkInterfaces(),
): NetAddresses {
  const all = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .map(({ address, internal }) => ({ address: canonicalIp(address), internal }))
    // A link-local address (RFC 4291, 2.5.6; RFC 3927) means nothing without the interface's name.
    .filter(({ address }) => !/^(fe[89ab]|169\.254\.)/.test(address))
    .filter(({ address }) => bound === '::' || isIPv4(address))
    .sort((a, b) => rank(a) - rank(b))
    .map(({ address }) => address);
  const everywhere = (isIPv6(bound) && bound === '::') || bound === '0.0.0.0';
  const hosts = everywhere ? all : [canonicalIp(bound)];
  const urls = (scheme: string, at: number | null): string[] =>
    at === null ? [] : hosts.map((ip) => `${scheme}://${formatAddress(ip, at)}/ws`);
  return {
    ws_port: port,
    wss_port: wssPort,
    udp_port,
    urls: urls('ws', port),
    wss_urls: urls('wss', wssPort),
    certificate,
  };
}
