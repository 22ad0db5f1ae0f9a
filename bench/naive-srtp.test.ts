import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { naiveAesCm, naiveGcm } from './naive-srtp.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const secret = (text: string) => createSecretKey(hex(text));

it('AES-CM does what it is held against, with the session keys of RFC 3711, appendix B.3', () => {
  const protect = naiveAesCm({
    key: secret('c61e7a93744f39ee10734afe3ff7a087'),
    salt: hex('30cbbc08863d8c85d49db34a9ae1'),
    authKey: secret('cebe321f6ff7716b6fd4ab49af256a156d38baa4'),
  });
  const packet = hex(`800f1234 decafbad cafebabe ${'ab'.repeat(16)}`);
  expect(protect(packet, 0).toString('hex')).toBe(
    '800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb',
  );
});

it('AES-GCM encrypts the packet of RFC 7714, section 16.1', () => {
  const protect = naiveGcm({
    key: secret('000102030405060708090a0b0c0d0e0f'),
    salt: hex('51756964 2070726f 2071756f'),
    authKey: secret('00'),
  });
  const text = Buffer.from('Gallia est omnis divisa in partes tres');
  const packet = Buffer.concat([hex('8040f17b 8041f8d3 5501a0b2'), text]);
  expect(protect(packet, 0).toString('hex')).toBe(
    hex(
      `8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a
      51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce`.replaceAll(/\s/g, ''),
    ).toString('hex'),
  );
});
