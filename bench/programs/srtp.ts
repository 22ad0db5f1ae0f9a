import { createSecretKey, randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { SrtpProfile } from '../../src/contract/srtp.ts';
import { SRTP_BUFFER_BYTES, SrtpSender } from '../../src/media/srtp/index.ts';
import { answer, options } from '../answers.ts';
import { ssrcOf } from '../members.ts';
import { naiveAesCm, naiveGcm } from '../naive-srtp.ts';
import type { Crowd } from '../programs.ts';
import { rtpPacket } from '../rtp.ts';
import { keyOf, uplinkName } from '../srtp-keys.ts';

/** Protects packets: the engine's SRTP, or a naive one. */

const { who, profile } = options() as { who: 'ours' | 'naive'; profile: SrtpProfile };

function ours(): (packet: Buffer) => void {
  const sender = new SrtpSender(keyOf(profile, 'one'));
  const out = Buffer.alloc(SRTP_BUFFER_BYTES);
  return (packet) => sender.protectRtp(packet, 0, out);
}

function naive(): (packet: Buffer) => void {
  const isGcm = profile === 'AEAD_AES_128_GCM';
  const keys = {
    key: createSecretKey(randomBytes(16)),
    salt: randomBytes(isGcm ? 12 : 14),
    authKey: createSecretKey(randomBytes(20)),
  };
  const protect = isGcm ? naiveGcm(keys) : naiveAesCm(keys);
  return (packet) => protect(packet, 0);
}

/** Protects so many packets of one stream. */
function protectMany(count: number): void {
  protect ??= who === 'ours' ? ours() : naive();
  const packet = rtpPacket(ssrcOf(0), 0);
  for (let i = 0; i < count; i += 1) {
    packet.writeUInt16BE(i & 0xffff, 2);
    protect(packet);
  }
}

let protect: ((packet: Buffer) => void) | undefined;

/**
 * Writes the packets of a whole crowd for the load generator: one of each member, then those of the
 * talkers in turn.
 *
 * @returns how long each packet is, in bytes
 */
function record({ file, crowd, count }: Recording): number {
  const { members, size } = crowd;
  const senders = Array.from(
    { length: members },
    (_, member) => new SrtpSender(keyOf(profile, uplinkName(member))),
  );
  const out = Buffer.alloc(SRTP_BUFFER_BYTES);
  const to = openSync(file, 'w');
  let bytes = 0;
  const write = (member: number, sequence: number): void => {
    bytes = senders[member]?.protectRtp(rtpPacket(ssrcOf(member), sequence), 0, out) ?? 0;
    writeSync(to, out, 0, bytes);
  };
  for (let member = 0; member < members; member += 1) write(member, 0);
  const channels = Math.floor(members / size);
  for (let i = 0; i < count; i += 1) write((i % channels) * size, 1 + Math.floor(i / channels));
  closeSync(to);
  return bytes;
}

type Recording = { readonly file: string; readonly crowd: Crowd; readonly count: number };

answer(0, { protectMany, record });
