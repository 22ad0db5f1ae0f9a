import { createCipheriv, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SRTP_PROFILES, type SrtpProfile } from '../../contract/srtp.ts';
import { rtpKeys } from './key-derivation.ts';
import { formatMasterKey, keyAndSaltBytes, masterKey, parseMasterKey } from './master-key.ts';
import { FORGED, REPLAYED, SrtpReceiver } from './srtp-receiver.ts';
import { SRTP_BUFFER_BYTES, SrtpSender } from './srtp-sender.ts';
import { noise, rtp, senderReport, toHex } from './testing/bytes.ts';

const SSRC = 0xdead_beef;

function newKey(profile: SrtpProfile, seed = 1): ReturnType<typeof masterKey> {
  return masterKey(profile, noise(keyAndSaltBytes(profile), seed));
}

/** The output of a call that writes to a buffer and tells its length. */
function output(write: (out: Uint8Array) => number): Uint8Array {
  const out = new Uint8Array(SRTP_BUFFER_BYTES);
  return out.slice(0, write(out));
}

describe.each(SRTP_PROFILES)('%s', (profile) => {
  const master = newKey(profile);
  const protect = (packet: Uint8Array, roc = 0): Uint8Array =>
    output((out) => new SrtpSender(master).protectRtp(packet, roc, out));
  const out = new Uint8Array(SRTP_BUFFER_BYTES);

  it('gives packets of every length back as they were', () => {
    const receiver = new SrtpReceiver(master);
    for (let payload = 0; payload <= 1_488; payload += 1) {
      const packet = rtp(SSRC, payload, payload);
      const secret = protect(packet);
      expect(toHex(secret)).not.toContain(toHex(packet).slice(24) || 'nothing');
      expect(toHex(output((to) => receiver.unprotectRtp(secret, to)))).toBe(toHex(packet));
    }
  });

  it('makes what Node’s own crypto makes, used plainly', () => {
    const sender = new SrtpSender(master);
    for (const [sequence, roc] of [
      [0, 0],
      [0xffff, 1],
      [7, 0xffff_ffff],
    ] as const) {
      for (let payload = 0; payload < 200; payload += 1) {
        const packet = rtp(SSRC, sequence, payload);
        const length = sender.protectRtp(packet, roc, out);
        expect(toHex(out.subarray(0, length))).toBe(toHex(plainly(profile, packet, roc)));
      }
    }
  });

  it('leaves the header readable, with its CSRCs and its extension', () => {
    const packet = rtp(SSRC, 5, 60);
    packet[0] = 0x92; // two CSRCs and an extension
    packet.set([0xbe, 0xde, 0, 1], 20);
    const secret = protect(packet);
    expect(toHex(secret.subarray(0, 28))).toBe(toHex(packet.subarray(0, 28)));
    expect(toHex(secret.subarray(28, 72))).not.toBe(toHex(packet.subarray(28, 72)));
    const back = output((to) => new SrtpReceiver(master).unprotectRtp(secret, to));
    expect(toHex(back)).toBe(toHex(packet));
  });

  it('refuses a packet in which any bit was changed', () => {
    const secret = protect(rtp(SSRC, 5, 40));
    const receiver = new SrtpReceiver(master);
    for (let bit = 0; bit < 8 * secret.length; bit += 1) {
      const tampered = secret.slice();
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(receiver.unprotectRtp(tampered, out)).toBe(FORGED);
    }
    expect(receiver.unprotectRtp(secret, out)).toBe(52);
  });

  it('refuses a packet that was cut short, lengthened, or made with another key', () => {
    const secret = protect(rtp(SSRC, 5, 40));
    const receiver = new SrtpReceiver(master);
    for (let bytes = 12; bytes < secret.length; bytes += 1) {
      expect(receiver.unprotectRtp(secret.subarray(0, bytes), out)).toBe(FORGED);
    }
    expect(receiver.unprotectRtp(Uint8Array.of(...secret, 0), out)).toBe(FORGED);
    expect(new SrtpReceiver(newKey(profile, 2)).unprotectRtp(secret, out)).toBe(FORGED);
    expect(receiver.unprotectRtp(rtp(SSRC, 5), out)).toBe(FORGED);
  });

  it('takes a packet once', () => {
    const receiver = new SrtpReceiver(master);
    const [first, second] = [protect(rtp(SSRC, 1)), protect(rtp(SSRC, 2))];
    expect(receiver.unprotectRtp(second, out)).toBe(132);
    expect(receiver.isNewest).toBe(true);
    expect(receiver.unprotectRtp(first, out)).toBe(132);
    expect(receiver.isNewest).toBe(false);
    expect(receiver.unprotectRtp(first, out)).toBe(REPLAYED);
    expect(receiver.unprotectRtp(second, out)).toBe(REPLAYED);
    expect(receiver.unprotectRtp(protect(rtp(SSRC, 200)), out)).toBe(132);
    expect(receiver.unprotectRtp(protect(rtp(SSRC, 72)), out)).toBe(REPLAYED);
    expect(receiver.unprotectRtp(protect(rtp(SSRC, 73)), out)).toBe(132);
  });

  it('keeps SSRCs apart', () => {
    const receiver = new SrtpReceiver(master);
    for (const ssrc of [1, 2, 0xffff_ffff]) {
      expect(receiver.unprotectRtp(protect(rtp(ssrc, 9)), out)).toBe(132);
    }
    expect(receiver.unprotectRtp(protect(rtp(2, 9)), out)).toBe(REPLAYED);
  });

  it('goes with the sequence numbers around, and knows a late one from before', () => {
    const receiver = new SrtpReceiver(master);
    for (const [sequence, roc] of [
      [65_534, 0],
      [0, 1],
      [65_535, 0],
      [30_000, 1],
      [60_000, 1],
      [1, 2],
    ] as const) {
      expect(receiver.unprotectRtp(protect(rtp(SSRC, sequence), roc), out)).toBe(132);
      expect(receiver.index).toBe(0x1_0000 * roc + sequence);
    }
  });

  it('does not move on for a forged packet', () => {
    const receiver = new SrtpReceiver(master);
    receiver.unprotectRtp(protect(rtp(SSRC, 1)), out);
    const forged = protect(rtp(SSRC, 30_000)).fill(0, 20);
    expect(receiver.unprotectRtp(forged, out)).toBe(FORGED);
    expect(receiver.unprotectRtp(protect(rtp(SSRC, 2)), out)).toBe(132);
  });

  it('protects reports, each with an index of its own', () => {
    const [sender, receiver] = [new SrtpSender(master), new SrtpReceiver(master)];
    const report = senderReport(SSRC);
    const secrets = [1, 2, 3].map(() => output((to) => sender.protectRtcp(report, to)));
    expect(new Set(secrets.map(toHex)).size).toBe(3);
    for (const secret of secrets) {
      expect(toHex(secret.subarray(0, 8))).toBe(toHex(report.subarray(0, 8)));
      expect(toHex(output((to) => receiver.unprotectRtcp(secret, to)))).toBe(toHex(report));
      expect(receiver.unprotectRtcp(secret, out)).toBe(REPLAYED);
    }
  });

  it('refuses a report in which any bit was changed, and one that is too short', () => {
    const receiver = new SrtpReceiver(master);
    const secret = output((to) => new SrtpSender(master).protectRtcp(senderReport(SSRC), to));
    for (let bit = 0; bit < 8 * secret.length; bit += 1) {
      const tampered = secret.slice();
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(receiver.unprotectRtcp(tampered, out)).toBe(FORGED);
    }
    for (let bytes = 8; bytes < secret.length; bytes += 1) {
      expect(receiver.unprotectRtcp(secret.subarray(0, bytes), out)).toBe(FORGED);
    }
    expect(receiver.unprotectRtcp(secret, out)).toBe(28);
  });

  it('takes key and salt in base64, as many bytes as the profile has', () => {
    const again = parseMasterKey(profile, formatMasterKey(master));
    expect(again.key.equals(master.key)).toBe(true);
    expect(toHex(again.salt)).toBe(toHex(master.salt));
    expect(() => parseMasterKey(profile, 'AAAA')).toThrow(RangeError);
  });
});

/** The same by the book, with nothing kept from packet to packet. */
function plainly(profile: SrtpProfile, packet: Uint8Array, roc: number): Uint8Array {
  const { key, salt, authKey } = rtpKeys(newKey(profile));
  const index = Buffer.alloc(6);
  index.writeUInt32BE(roc, 0);
  index.set(packet.subarray(2, 4), 4);
  const isGcm = profile === 'AEAD_AES_128_GCM';
  const iv = Buffer.alloc(isGcm ? 12 : 16);
  iv.set(packet.subarray(8, 12), isGcm ? 2 : 4);
  iv.set(index, isGcm ? 6 : 8);
  salt.forEach((byte, i) => (iv[i] = (iv[i] ?? 0) ^ byte));
  const [header, payload] = [packet.subarray(0, 12), packet.subarray(12)];
  if (isGcm) {
    const cipher = createCipheriv('aes-128-gcm', key, iv).setAAD(header);
    const text = Buffer.concat([cipher.update(payload), cipher.final()]);
    return Buffer.concat([header, text, cipher.getAuthTag()]);
  }
  const text = createCipheriv('aes-128-ctr', key, iv).update(payload);
  const hmac = createHmac('sha1', authKey).update(header).update(text).update(index.subarray(0, 4));
  return Buffer.concat([header, text, hmac.digest().subarray(0, 10)]);
}
