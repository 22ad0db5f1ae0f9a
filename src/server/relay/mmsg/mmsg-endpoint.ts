import { isIPv4 } from 'node:net';
import { ipOf, isLinkLocal } from '../ip.ts';
import type { Endpoint } from '../packet-io.ts';
import { AF_INET, AF_INET6 } from './libc.ts';

/** An address as the system writes it, word by word: numbers that lie beside each other. */
export type MmsgEndpoint = Endpoint & {
  readonly word0: number;
  readonly word1: number;
  readonly word2: number;
  readonly word3: number;
  readonly word4: number;
  readonly word5: number;
  readonly word6: number;
  readonly refused: (bytes: number) => void;
};

/**
 * Makes an address of what is written of it.
 *
 * @param isV6 whether the socket speaks IPv6, and IPv4 by mapped addresses
 * @returns null for one that such a socket does not reach
 */
export function endpointOf(
  isV6: boolean,
  ip: string,
  port: number,
  refused: (bytes: number) => void,
): MmsgEndpoint | null {
  if (isLinkLocal(ip) || (!isV6 && !isIPv4(ip))) return null;
  const [a, b, c, d] = ipOf(ip).words;
  const family = isV6 ? AF_INET6 : AF_INET;
  // The port lies in network order behind the family.
  const word0 = family | ((port & 0xff) << 24) | ((port & 0xff00) << 8);
  const address = isV6
    ? { word1: 0, word2: a, word3: b, word4: c, word5: d, word6: 0 }
    : { word1: d, word2: 0, word3: 0, word4: 0, word5: 0, word6: 0 };
  return { word0, ...address, ip, port, refused };
}
