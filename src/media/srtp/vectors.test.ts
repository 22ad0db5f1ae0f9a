import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AesGcm } from './aes-gcm.ts';
import { CounterMode } from './counter-mode.ts';
import { rtpKeys, type SessionKeys } from './key-derivation.ts';
import { masterKey } from './master-key.ts';
import { SrtpReceiver } from './srtp-receiver.ts';
import { SRTP_BUFFER_BYTES, SrtpSender } from './srtp-sender.ts';
import { hex, toHex } from './testing/bytes.ts';
import { transformOf } from './profiles.ts';

const out = new Uint8Array(SRTP_BUFFER_BYTES);
const made = (bytes: number): string => toHex(out.subarray(0, bytes));

describe('RFC 3711, appendix B', () => {
  const master = masterKey(
    'AES_CM_128_HMAC_SHA1_80',
    hex('E1F97A0D3E018BE0D64FA32C06DE4139 0EC675AD498AFEEBB6960B3AABE6'),
  );

  it('B.2: key stream of AES in counter mode', () => {
    const key = createSecretKey(hex('2B7E151628AED2A6ABF7158809CF4F3C'));
    const cipher = new CounterMode(key, hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD'));
    cipher.apply(new Uint8Array(48), 0, 48, 0, 0, 0, out);
    expect(made(48)).toBe(
      'e03ead0935c95e80e166b16dd92b4eb4' +
        'd23513162b02d0f72a43a2fe4a5f97ab' +
        '41e95b3bb0a2e8dd477901e4fca894c0',
    );
  });

  it('B.3: key derivation', () => {
    const { key, salt, authKey } = rtpKeys(master);
    expect(toHex(key.export())).toBe('c61e7a93744f39ee10734afe3ff7a087');
    expect(toHex(salt)).toBe('30cbbc08863d8c85d49db34a9ae1');
    expect(toHex(authKey)).toBe('cebe321f6ff7716b6fd4ab49af256a156d38baa4');
  });

  it('whole packets, as libsrtp validates itself with', () => {
    const sender = new SrtpSender(master);
    const packet = hex('800f1234decafbadcafebabe' + 'ab'.repeat(16));
    const protectedHex =
      '800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb';
    expect(made(sender.protectRtp(packet, 0, out))).toBe(protectedHex);
    expect(made(new SrtpReceiver(master).unprotectRtp(hex(protectedHex), out))).toBe(toHex(packet));

    const report = hex('81c8000bcafebabe' + 'ab'.repeat(16));
    const reportHex =
      '81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798';
    expect(made(transformOf(master).protectRtcp(report, 1, out))).toBe(reportHex);
    expect(made(new SrtpReceiver(master).unprotectRtcp(hex(reportHex), out))).toBe(toHex(report));
  });
});

describe('RFC 7714, AEAD_AES_128_GCM', () => {
  const keys: SessionKeys = {
    key: createSecretKey(hex('000102030405060708090a0b0c0d0e0f')),
    salt: hex('51756964 2070726f 2071756f'),
    authKey: new Uint8Array(),
  };
  const gcm = new AesGcm(keys, () => keys);
  const packet = hex(`8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973
    20646976 69736120 696e2070 61727465 73207472 6573`);
  const report = hex(`81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930
    4c756e61 deadbeef deadbeef deadbeef deadbeef deadbeef`);

  it('16.1: an RTP packet', () => {
    const expected =
      '8040f17b8041f8d35501a0b2' +
      'f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833' +
      '899d7f27beb16a9152cf765ee4390cce';
    expect(made(gcm.protectRtp(packet, 12, 0, out))).toBe(expected);
    expect(made(gcm.unprotectRtp(hex(expected), 12, 0, out))).toBe(toHex(packet));
  });

  it('17.1: an RTCP packet, encrypted', () => {
    const expected =
      '81c8000d4d617273' +
      '63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b' +
      'c84aa45896cf4d2fc5abf87245d9eade800005d4';
    expect(made(gcm.protectRtcp(report, 0x5d4, out))).toBe(expected);
    expect(gcm.rtcpIndex(hex(expected))).toBe(0x5d4);
    expect(made(gcm.unprotectRtcp(hex(expected), out))).toBe(toHex(report));
  });

  it('17.3: an RTCP packet that is only authenticated', () => {
    const tagged = hex(toHex(report) + '841dd9683dd78ec92ae58790125f62b3' + '000005d4');
    expect(made(gcm.unprotectRtcp(tagged, out))).toBe(toHex(report));
  });
});
