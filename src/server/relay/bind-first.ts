import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** What binding says where the machine has no IPv6. */
const NO_IPV6 = ['EAFNOSUPPORT', 'EPROTONOSUPPORT', 'EADDRNOTAVAIL', 'EINVAL'];

/**
 * Binds to the address that a host means.
 *
 * @param host an IP, a name, or empty for all interfaces, IPv4 and IPv6
 * @param bind makes a socket that is bound to an IP; `::` has to take IPv4 in as well
 * @throws what `bind` throws, or ENOTFOUND
 */
export async function bindFirst<T>(host: string, bind: (ip: string) => T | Promise<T>): Promise<T> {
  if (host !== '') return bind(isIP(host) === 0 ? (await lookup(host)).address : host);
  try {
    // One socket for both families: IPv4 radios show up with mapped addresses (RFC 4291, 2.5.5.2).
    return await bind('::');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !NO_IPV6.includes(code)) throw error;
    return bind('0.0.0.0');
  }
}
