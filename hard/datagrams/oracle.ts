import type { Cast, Member, Port } from './cast.ts';

/**
 * What the relay has to do with a datagram, written from the protocol and not from the relay: which
 * members hear it. Encrypted members are not asked about here: what they seal is theirs, and all
 * else with their SSRC is nobody's.
 */

const TOO_SHORT = 12;
const TOO_LONG = 1_500;

type Kind = 'none' | 'rtp' | 'empty' | 'rtcp';

/** RFC 7983, section 7; RFC 5761, section 4; RFC 3550, sections 5.1, 5.3.1 and 6.4.1. */
function kindOf(datagram: Buffer): Kind {
  const { length } = datagram;
  if (length < TOO_SHORT || length > TOO_LONG) return 'none';
  const [first, second] = [datagram.readUInt8(0), datagram.readUInt8(1)];
  if (first < 128 || first > 191) return 'none';
  if (second >= 192 && second <= 223) {
    return 4 * (datagram.readUInt16BE(2) + 1) <= length ? 'rtcp' : 'none';
  }
  let header = 12 + 4 * (first & 15);
  if ((first & 16) !== 0) {
    if (header + 4 > length) return 'none';
    header += 4 + 4 * datagram.readUInt16BE(header + 2);
  }
  if (header > length) return 'none';
  return header === length ? 'empty' : 'rtp';
}

/**
 * Who hears a datagram.
 *
 * @param cast with every plain member's address known, and heard within half a second
 * @returns null where somebody hears it encrypted, which is for others to say
 */
export function hearersOf(cast: Cast, datagram: Buffer, from: Port): readonly Member[] | null {
  const kind = kindOf(datagram);
  if (kind === 'none') return [];
  const ssrc = datagram.readUInt32BE(kind === 'rtcp' ? 4 : 8);
  const sender = cast.members.find((member) => member.ssrc === ssrc);
  if (sender?.srtp !== null) return [];
  if (from !== sender.port) {
    if (from.ip !== sender.port.ip) return [];
    // Reports may come from a port of their own; sound may not, so soon after the last.
    if (kind !== 'rtcp') return [];
  }
  if (sender.isObserver && kind !== 'empty') return [];
  const hearers = othersOf(cast, sender);
  return hearers.some(({ srtp }) => srtp !== null) ? null : hearers;
}

export function othersOf({ members }: Cast, sender: Member): Member[] {
  return members.filter((member) => member !== sender && member.channel === sender.channel);
}
