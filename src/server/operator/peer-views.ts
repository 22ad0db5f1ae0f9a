import type { LatchedBy, PeerView } from '../../contract/operator.ts';
import type { Clock } from '../clock.ts';
import type { PeerCounters } from '../relay/counter-reader.ts';
import type { MediaPeer, MediaPeerHub } from '../hubs/media-peer-hub.ts';

export type MediaCounters = {
  /** The figures of a peer; null if the relay does not know it, or not yet. */
  counters(ssrc: number): PeerCounters | null;
};

const NOTHING_YET: PeerCounters = {
  packets_in: 0,
  bytes_in: 0,
  packets_out: 0,
  bytes_out: 0,
  drops: {},
  lastPacketAt: null,
  talkStartedAt: null,
  talking: false,
  address: null,
  latchedBy: null,
};

/** What was last told of a peer, to see whether there is news. */
type Told = {
  readonly talking: boolean;
  readonly address: string | null;
  readonly latchedBy: LatchedBy | null;
  readonly work: number;
};

/** Media peers as a console sees them: the hub's rows with the relay's figures. */
export class PeerViews {
  readonly #hub: MediaPeerHub;
  readonly #media: MediaCounters;
  readonly #clock: Clock;
  readonly #told = new Map<number, Told>();

  constructor(hub: MediaPeerHub, media: MediaCounters, clock: Clock) {
    this.#hub = hub;
    this.#media = media;
    this.#clock = clock;
    hub.changed.on((ssrc) => {
      if (!hub.get(ssrc)) this.#told.delete(ssrc);
    });
  }

  view(ssrc: number): PeerView | undefined {
    const peer = this.#hub.get(ssrc);
    return peer && this.#view(peer);
  }

  all(): PeerView[] {
    return [...this.#hub].map((peer) => this.#view(peer));
  }

  /**
   * The peers with news since they were last asked for.
   *
   * @param figures whether a counter that moved is news, or only a talker and an address
   */
  changed(figures: boolean): number[] {
    const changed: number[] = [];
    for (const { ssrc } of this.#hub) {
      const counters = this.#media.counters(ssrc) ?? NOTHING_YET;
      const told = this.#told.get(ssrc);
      const { talking, address, latchedBy } = counters;
      const news =
        told?.talking !== talking || told.address !== address || told.latchedBy !== latchedBy;
      const work = sum(counters);
      if (!news && !(figures && told.work !== work)) continue;
      this.#told.set(ssrc, { talking, address, latchedBy, work });
      changed.push(ssrc);
    }
    return changed;
  }

  #view({ ssrc, userId, channelId, uplink }: MediaPeer): PeerView {
    const counters = this.#media.counters(ssrc) ?? NOTHING_YET;
    const { lastPacketAt, talkStartedAt, latchedBy, ...figures } = counters;
    const wall = (monotonicMs: number | null): number | null =>
      monotonicMs === null
        ? null
        : Math.round(this.#clock.now() - (this.#clock.monotonic() - monotonicMs));
    return {
      ...figures,
      ssrc,
      user_id: userId,
      channel_id: channelId,
      latched_by: latchedBy,
      srtp: uplink?.profile ?? null,
      talk_started_at: wall(talkStartedAt),
      last_packet_at: wall(lastPacketAt),
    };
  }
}

function sum(counters: PeerCounters): number {
  const drops = Object.values(counters.drops).reduce((total, count) => total + count, 0);
  return counters.packets_in + counters.packets_out + drops;
}
