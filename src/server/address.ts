import { isIPv4, isIPv6 } from 'node:net';

/**
 * One way to write an IP address, so that addresses can be compared as text: an IPv4 address that
 * came in through an IPv6 socket (RFC 4291, section 2.5.5.2) loses its prefix, a zone is cut off.
 */
export function canonicalIp(ip: string): string {
  const lower = ip.toLowerCase().replace(/%.*$/, '');
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/.test(lower) ? lower.slice('::ffff:'.length) : lower;
}

/** Whether an IP address, in its canonical form, is this very machine (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3). */
export function isLoopback(ip: string): boolean {
  return ip === '::1' || (isIPv4(ip) && ip.startsWith('127.'));
}

/** Reads what `formatAddress` has written; null for anything else. */
export function parseAddress(text: string): { readonly ip: string; readonly port: number } | null {
  const [, v6, v4, digits] = /^(?:\[(.+)\]|(.+)):(\d{1,5})$/.exec(text) ?? [];
  const ip = v6 ?? v4 ?? '';
  return (v6 === undefined ? isIPv4(ip) : isIPv6(ip)) ? { ip, port: Number(digits) } : null;
}

/** An IP address and a port as people write them: `10.0.0.5:8080`, `[fe80::1]:8080`. */
export function formatAddress(ip: string, port: number): string {
  return isIPv6(ip) ? `[${ip}]:${port}` : `${ip}:${port}`;
}
