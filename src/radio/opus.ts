/** One packet of Opus, as it goes into an RTP packet or an Ogg packet. */
export type OpusFrame = {
  readonly data: Uint8Array;
  /** How long it sounds, in samples of 48 kHz. */
  readonly samples: number;
};

const MAX_SAMPLES = 5_760;

/** Durations by configuration number, in samples of 48 kHz (RFC 6716, section 3.1, table 2). */
const SILK = [480, 960, 1_920, 2_880];
const HYBRID = [480, 960];
const CELT = [120, 240, 480, 960];
const FRAME_SAMPLES = [SILK, SILK, SILK, HYBRID, HYBRID, CELT, CELT, CELT, CELT].flat();

/** Frames in a packet, from its last two bits of TOC (RFC 6716, section 3.2); 0 for none. */
function frameCount(data: Uint8Array): number {
  const code = (data[0] ?? 0) & 3;
  if (code === 0) return 1;
  return code === 3 ? (data[1] ?? 0) & 0x3f : 2;
}

function frameSamples(data: Uint8Array): number {
  return FRAME_SAMPLES[(data[0] ?? 0) >> 3] ?? 0;
}

/**
 * Reads how long an Opus packet sounds, from its TOC byte (RFC 6716, section 3).
 *
 * @returns null for bytes that are no Opus packet: none, no frames, or more than 120 ms
 */
export function opusFrame(data: Uint8Array): OpusFrame | null {
  if (data.length === 0) return null;
  const samples = frameSamples(data) * frameCount(data);
  return samples === 0 || samples > MAX_SAMPLES ? null : { data, samples };
}

/** Whether a packet carries two channels (RFC 6716, section 3.1). */
export function isStereo({ data }: OpusFrame): boolean {
  return ((data[0] ?? 0) & 4) !== 0;
}

/**
 * Packets without sound that take the place of missing ones, so that a decoder conceals the gap:
 * the way RFC 7845, section 4.1, wants gaps of a live stream filled. They keep the mode and the
 * frame size of the packet before the gap, so only whole frames of that size are filled.
 *
 * @param before the packet before the gap
 * @param samples the length of the gap at 48 kHz
 */
export function concealment({ data }: OpusFrame, samples: number): OpusFrame[] {
  const size = frameSamples(data);
  const toc = (data[0] ?? 0) & 0xfc;
  const most = Math.floor(MAX_SAMPLES / size);
  const packets: OpusFrame[] = [];
  for (let left = Math.round(samples / size); left > 0; left -= most) {
    const count = Math.min(left, most);
    // Code 3 with constant bit rate: so many frames of no bytes each (RFC 6716, section 3.2.5).
    const bytes = count === 1 ? [toc] : [toc | 3, count];
    packets.push({ data: Uint8Array.from(bytes), samples: count * size });
  }
  return packets;
}
