import { isIPv4, isIPv6 } from 'node:net';

/**
 * An IP address as text and as numbers. Comparing four numbers costs a packet nothing; writing an
 * address down as text for the comparison would cost more than all else the relay does with it.
 */
export type Ip = {
  /** In the form of `canonicalIp`. */
  readonly text: string;
  /** Its 16 bytes as four words in the machine's byte order, IPv4 mapped (RFC 4291, 2.5.5.2). */
  readonly words: readonly [number, number, number, number];
};

const NO_WORDS = [0, 0, 0, 0] as const;

/** Reads an address, whose zone counts for nothing. What is no address equals no radio's. */
export function ipOf(text: string): Ip {
  const bytes = bytesOf(text.replace(/%.*$/, ''));
  if (bytes === null) return { text, words: NO_WORDS };
  const [a = 0, b = 0, c = 0, d = 0] = new Int32Array(bytes.buffer);
  return { text, words: [a, b, c, d] };
}

/** Whether an address is one of its link, so that it also takes an interface to find it. */
export function isLinkLocal(ip: string): boolean {
  return /^fe[89ab]/i.test(ip) && isIPv6(ip);
}

/** @returns the 16 bytes in network order, null for what is no address */
function bytesOf(ip: string): Uint8Array<ArrayBuffer> | null {
  if (isIPv4(ip)) {
    const bytes = new Uint8Array(16);
    bytes.set([0xff, 0xff, ...ip.split('.').map(Number)], 10);
    return bytes;
  }
  if (!isIPv6(ip)) return null;
  const [head = '', tail] = ip.split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return Uint8Array.from([...before, ...zeros, ...after].flatMap((group) => [group >> 8, group]));
}

/** The 16-bit groups of a part without `::`, which may end in an IPv4 address. */
function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}

/**
 * Writes an address as Node does, so that the texts can be compared: `canonicalIp` of what
 * `remoteAddress` of a socket says.
 *
 * @param bytes 4 or 16 in network order
 */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, i) => {
    return ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0);
  });
  const dotted = bytes.subarray(12).join('.');
  const { start, length } = longestZeros(groups);
  if (start === 0 && length === 5 && groups[5] === 0xffff) return dotted;
  // A form that nobody uses any more (RFC 4291, 2.5.5.1) and that Node writes all the same.
  if (start === 0 && length === 6) return `::${dotted}`;
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(':');
  if (length < 2) return text(groups);
  return `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

/** The first of the longest runs of zero groups (RFC 5952, section 4.2). */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: -1, length: 0 };
  let length = 0;
  groups.forEach((group, i) => {
    length = group === 0 ? length + 1 : 0;
    if (length > best.length) best = { start: i - length + 1, length };
  });
  return best;
}
