import * as fc from 'fast-check';
import { isIPv4, SocketAddress } from 'node:net';
import { expect, it } from 'vitest';
import { canonicalIp } from '../address.ts';
import { formatIp, ipOf } from './ip.ts';

/** 16 bytes, zero more often than not, as real addresses are. */
const v6Bytes = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .chain((bytes) =>
    fc
      .array(fc.boolean(), { minLength: 8, maxLength: 8 })
      .map((kept) => bytes.map((byte, i) => (kept[i >> 1] ? byte : 0))),
  );

function plain(bytes: Uint8Array): string {
  return Array.from({ length: 8 }, (_, i) => {
    return (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16);
  }).join(':');
}

it('writes IPv6 addresses as Node does', () => {
  fc.assert(
    fc.property(v6Bytes, (bytes) => {
      const { address } = new SocketAddress({ address: plain(bytes), family: 'ipv6' });
      expect(formatIp(bytes)).toBe(canonicalIp(address));
    }),
  );
});

it('reads what it writes', () => {
  fc.assert(
    fc.property(v6Bytes, (bytes) => {
      const words = Int32Array.from(ipOf(formatIp(bytes)).words);
      expect(new Uint8Array(words.buffer)).toEqual(bytes);
    }),
  );
});

it.each([
  ['10.0.0.5', '00000000000000000000ffff0a000005'],
  ['::', '00000000000000000000000000000000'],
  ['::1', '00000000000000000000000000000001'],
  ['fe80::1%eth0', 'fe800000000000000000000000000001'],
  ['2001:db8::8:800:200c:417a', '20010db80000000000080800200c417a'],
  ['64:ff9b::192.0.2.33', '0064ff9b0000000000000000c0000221'],
])('reads %s', (text, hex) => {
  const words = Int32Array.from(ipOf(text).words);
  expect(Buffer.from(words.buffer).toString('hex')).toBe(hex);
});

it('writes an IPv4 address, mapped or not, the same way', () => {
  const mapped = Buffer.from('00000000000000000000ffffc0000221', 'hex');
  expect(formatIp(mapped)).toBe('192.0.2.33');
  expect(formatIp(mapped.subarray(12))).toBe('192.0.2.33');
  expect(isIPv4(formatIp(mapped))).toBe(true);
});

it('takes what is no address for nobody’s', () => {
  expect(ipOf('localhost').words).toEqual([0, 0, 0, 0]);
});
