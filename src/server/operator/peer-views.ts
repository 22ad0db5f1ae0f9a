import type { PeerView } from '../../contract/operator.ts';
import type { Quality } from '../../contract/quality.ts';
import type { Clock } from '../clock.ts';
import { NOTHING_YET, type PeerCounters } from '../relay/counter-reader.ts';
import type { MediaPeer, MediaPeerHub } from '../hubs/media-peer-hub.ts';
import { PeerRates, type Rates } from './peer-rates.ts';

export type MediaCounters = {
  /** The figures of a peer; null if the relay does not know it, or not yet. */
  counters(ssrc: number): PeerCounters | null;
  /** Another number once a peer begins or ends to talk, or its address changes; costs no object. */
  presence(ssrc: number): number;
  /** Another number once a counter of a peer has moved; costs no object. */
  work(ssrc: number): number;
};

/** What was last told of a peer, to see whether there is news. */
type Told = { presence: number; work: number };

/** Media peers as a console sees them: the hub's rows with the relay's figures. */
export class PeerViews {
  readonly #hub: MediaPeerHub;
  readonly #media: MediaCounters;
  readonly #clock: Clock;
  readonly #told = new Map<number, Told>();
  readonly #rates = new PeerRates();

  constructor(hub: MediaPeerHub, media: MediaCounters, clock: Clock) {
    this.#hub = hub;
    this.#media = media;
    this.#clock = clock;
    hub.changed.on((ssrc) => {
      if (hub.get(ssrc)) return;
      this.#told.delete(ssrc);
      this.#rates.forget(ssrc);
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
   * @param figures whether a counter that moved is news, or only a talker and an address; rates are
   *   those between two calls with figures
   */
  changed(figures: boolean): number[] {
    const changed: number[] = [];
    const now = this.#clock.monotonic();
    for (const { ssrc } of this.#hub) {
      const told = this.#toldOf(ssrc);
      const presence = this.#media.presence(ssrc);
      let isNews = presence !== told.presence;
      told.presence = presence;
      if (figures && this.#moved(ssrc, told, now)) isNews = true;
      if (isNews) changed.push(ssrc);
    }
    return changed;
  }

  /** Most peers do nothing at any one time, and are not looked at any further. */
  #moved(ssrc: number, told: Told, now: number): boolean {
    const work = this.#media.work(ssrc);
    const isMoved = work !== told.work;
    told.work = work;
    if (!isMoved && this.#rates.rest(ssrc, now)) return false;
    const counters = this.#media.counters(ssrc) ?? NOTHING_YET;
    return this.#rates.take(ssrc, counters, now) || isMoved;
  }

  #toldOf(ssrc: number): Told {
    const known = this.#told.get(ssrc);
    if (known !== undefined) return known;
    const told = { presence: NaN, work: NaN };
    this.#told.set(ssrc, told);
    return told;
  }

  #view({ ssrc, userId, channelId, uplink }: MediaPeer): PeerView {
    const counters = this.#media.counters(ssrc) ?? NOTHING_YET;
    const { lastPacketAt, talkStartedAt, latchedBy } = counters;
    const { packets_in, bytes_in, packets_out, bytes_out, drops, talking, address } = counters;
    const wall = (monotonicMs: number | null): number | null =>
      monotonicMs === null
        ? null
        : Math.round(this.#clock.now() - (this.#clock.monotonic() - monotonicMs));
    return {
      ...{ packets_in, bytes_in, packets_out, bytes_out, drops, talking, address },
      quality: qualityOf(counters, this.#rates.of(ssrc)),
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

/** Figures that nobody reads digit by digit are rounded: they cross to the window every second. */
function qualityOf(counters: PeerCounters, rates: Rates): Quality {
  const { expected, lost, late, duplicate, misfit, spurts, rtt_ms } = counters;
  return {
    ...{ expected, lost, late, duplicate, misfit, spurts },
    jitter_ms: rounded(counters.jitter_ms, 2),
    spurt_ms: rounded(counters.spurt_ms),
    talk_ms: rounded(counters.talk_ms),
    packets_in_per_s: rounded(rates.packets_in_per_s, 1),
    packets_out_per_s: rounded(rates.packets_out_per_s, 1),
    bitrate_in_bps: rounded(rates.bitrate_in_bps),
    rtt_ms: rtt_ms === null ? null : rounded(rtt_ms, 2),
  };
}

function rounded(value: number, digits = 0): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
