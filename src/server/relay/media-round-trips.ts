/** Packet types of RTCP (RFC 3550, section 12.1). */
const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;

/** Length of a report block, in bytes (RFC 3550, section 6.4.1). */
const BLOCK_BYTES = 24;
/** Reports of each sender that are remembered: an answer may cross the next one on its way. */
const REMEMBERED = 4;
/** In units of 1/65536 s, as DLSR has them. */
const UNITS_PER_MS = 65.536;
/** Clocks may disagree by as much, in ms; an answer that comes earlier is none. */
const CLOCK_ERROR_MS = 1;

/** The last sender reports of a peer, the oldest overwritten first. */
type Sent = { readonly ids: Uint32Array; readonly at: Float64Array; next: number };

/**
 * Measures how long a packet takes from the relay to a radio and back, from reports that two radios
 * exchange (RFC 3550, section 6.4.1). The relay sends none of its own, but it is on their way: it
 * sees a sender report of A pass at t1, and at t2 what B reports about A. B says which sender
 * report it heard last (LSR) and how long before (DLSR), so t2 - t1 - DLSR is the round trip
 * between relay and B. B's word has to be taken for DLSR; the figure is about nobody but B.
 */
export class MediaRoundTrips {
  readonly #sent = new Map<number, Sent>();

  /**
   * Takes in a compound packet of RTCP.
   *
   * @param ssrc of the peer whose packet it is
   * @param now monotonic time in ms
   * @returns the round trip to that peer in ms, null where the packet does not tell
   */
  heard(ssrc: number, packet: Uint8Array, now: number): number | null {
    let roundTrip: number | null = null;
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
    for (let start = 0; start + 8 <= packet.length;) {
      const end = start + 4 * (view.getUint16(start + 2) + 1);
      if (view.getUint8(start) >> 6 !== 2 || end > packet.length) break;
      const type = view.getUint8(start + 1);
      // Both types begin with the SSRC of who reports; a mixer may add reports of others.
      const isOwn = view.getUint32(start + 4) === ssrc;
      if (isOwn && (type === SENDER_REPORT || type === RECEIVER_REPORT)) {
        const blocks = start + (type === SENDER_REPORT ? 28 : 8);
        const count = view.getUint8(start) & 0x1f;
        for (let i = 0; i < count && blocks + BLOCK_BYTES * (i + 1) <= end; i += 1) {
          roundTrip = this.#answer(view, blocks + BLOCK_BYTES * i, now) ?? roundTrip;
        }
        // The middle of the NTP timestamp names the report (RFC 3550, section 4).
        if (type === SENDER_REPORT && blocks <= end) {
          this.#remember(ssrc, view.getUint32(start + 10), now);
        }
      }
      start = end;
    }
    return roundTrip;
  }

  /** Forgets a peer that has gone. */
  forget(ssrc: number): void {
    this.#sent.delete(ssrc);
  }

  #remember(ssrc: number, id: number, now: number): void {
    let sent = this.#sent.get(ssrc);
    if (sent === undefined) {
      sent = { ids: new Uint32Array(REMEMBERED), at: new Float64Array(REMEMBERED), next: 0 };
      this.#sent.set(ssrc, sent);
    }
    sent.ids[sent.next] = id;
    sent.at[sent.next] = now;
    sent.next = (sent.next + 1) % REMEMBERED;
  }

  /** The round trip that one report block tells of. */
  #answer(view: DataView, block: number, now: number): number | null {
    const id = view.getUint32(block + 16);
    const sent = id === 0 ? undefined : this.#sent.get(view.getUint32(block));
    const passedAt = sent?.at[sent.ids.indexOf(id)];
    if (passedAt === undefined) return null;
    const roundTrip = now - passedAt - view.getUint32(block + 20) / UNITS_PER_MS;
    return roundTrip < -CLOCK_ERROR_MS ? null : Math.max(0, roundTrip);
  }
}
