import { isIPv4, isIPv6 } from 'node:net';
import { MAGIC_COOKIE } from './stun-codes.ts';

/** Where a message seemed to come from to the one who answers it. */
export type MappedAddress = { readonly ip: string; readonly port: number };

const IPV4 = 1;
const IPV6 = 2;

/**
 * The value of XOR-MAPPED-ADDRESS (RFC 8489, section 14.2).
 *
 * @param ip without a zone
 * @throws RangeError for what is no IP address
 */
export function xorAddress({ ip, port }: MappedAddress, transactionId: Uint8Array): Buffer {
  const address = ipBytes(ip);
  const value = Buffer.alloc(4 + address.length);
  value[1] = address.length === 4 ? IPV4 : IPV6;
  value.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  value.set(masked(address, transactionId), 4);
  return value;
}

/** Reads the value of XOR-MAPPED-ADDRESS; null where it is none. */
export function readXorAddress(value: Buffer, transactionId: Uint8Array): MappedAddress | null {
  const family = value[1];
  const isWhole =
    (family === IPV4 && value.length === 8) || (family === IPV6 && value.length === 20);
  if (!isWhole) return null;
  const port = value.readUInt16BE(2) ^ (MAGIC_COOKIE >>> 16);
  return { ip: ipText(masked(value.subarray(4), transactionId)), port };
}

/** An address mixed with the cookie and, behind its 4 bytes, with the transaction id. */
function masked(address: Uint8Array, transactionId: Uint8Array): Buffer {
  const mask = Buffer.alloc(4 + transactionId.length);
  mask.writeUInt32BE(MAGIC_COOKIE, 0);
  mask.set(transactionId, 4);
  return Buffer.from(address.map((byte, i) => byte ^ (mask[i] ?? 0)));
}

function ipBytes(ip: string): Uint8Array {
  if (isIPv4(ip)) return Uint8Array.from(ip.split('.'), Number);
  if (!isIPv6(ip)) throw new RangeError(`no IP address: ${ip}`);
  const dotted = ip.lastIndexOf('.') === -1 ? '' : ip.slice(ip.lastIndexOf(':') + 1);
  const tail = dotted === '' ? [] : words(ipBytes(dotted));
  const [before = '', after = ''] = ip.slice(0, ip.length - dotted.length).split('::');
  const [head, back] = [hexWords(before), [...hexWords(after), ...tail]];
  const gap = new Array<number>(8 - head.length - back.length).fill(0);
  const bytes = Buffer.alloc(16);
  [...head, ...gap, ...back].forEach((word, i) => bytes.writeUInt16BE(word, 2 * i));
  return bytes;
}

function hexWords(text: string): number[] {
  return text
    .split(':')
    .filter((word) => word !== '')
    .map((word) => parseInt(word, 16));
}

function words(bytes: Uint8Array): number[] {
  const view = Buffer.from(bytes);
  return Array.from({ length: view.length / 2 }, (_, i) => view.readUInt16BE(2 * i));
}

function ipText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const whole = words(bytes)
    .map((word) => word.toString(16))
    .join(':');
  // The host of a URL is written in the one short form (RFC 5952).
  return new URL(`http://[${whole}]`).hostname.slice(1, -1);
}
