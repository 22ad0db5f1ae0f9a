import type { NetEvent } from '../../contract/events.ts';
import type { Delta, PeerView, Totals } from '../../contract/operator.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Emitter } from '../emitter.ts';
import type { Channel } from '../hubs/channel-hub.ts';
import type { Net } from '../net/net.ts';
import type { PeerCounters } from '../relay/counter-reader.ts';
import type { Journal } from './journal.ts';
import { MINUTE_MS, minuteOf, TrafficMinutes } from './traffic-minutes.ts';

export type RecorderOptions = {
  readonly net: Pick<Net, 'happened' | 'users' | 'channels' | 'peers'>;
  readonly journal: Pick<Journal, 'event' | 'record'>;
  readonly media: {
    counters(ssrc: number): PeerCounters | null;
    totals(): Pick<Totals, 'drops'>;
  };
  /** Who talks, as the console sees it. */
  readonly deltas: Pick<Emitter<Delta>, 'on'>;
  readonly clock: Clock;
};

/** Makes records of what happens on the net: whoever makes it happen need not know of them. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #traffic = new TrafficMinutes();
  readonly #talking = new Map<number, PeerView>();
  /** Where the media of each peer was last seen to come from. */
  readonly #addresses = new Map<number, string>();
  readonly #cancels: readonly Cancel[];
  #cancelLook: Cancel | undefined;
  /** What comes in counts for it until the next look. */
  #minute = 0;

  constructor(options: RecorderOptions) {
    const { net, deltas } = options;
    this.#options = options;
    this.#cancels = [
      net.happened.on((event) => this.#happened(event)),
      deltas.on(({ peers }) => {
        for (const peer of peers?.set ?? []) this.#changed(peer);
      }),
    ];
    this.#lookOn();
  }

  /** Records what is not recorded yet, and then no more. */
  stop(): void {
    this.#look();
    this.#cancelLook?.();
    for (const cancel of this.#cancels) cancel();
  }

  #happened(event: NetEvent): void {
    const { journal, net, clock } = this.#options;
    // What is kept of a channel, a session or a peer comes first: the event is the end of it.
    switch (event.kind) {
      case 'radio.login': {
        const session = net.users.get(event.user ?? '');
        if (!session) break;
        const { id: sessionId, userId: user, jti, role, link } = session;
        const at = clock.now();
        journal.record({
          ...{ is: 'session_began', sessionId, user, jti, role, at },
          address: link.address,
        });
        break;
      }
      case 'session.ended': {
        const { session_id: sessionId, why } = event.detail;
        journal.record({ is: 'session_ended', sessionId, at: clock.now(), why });
        break;
      }
      case 'channel.created':
      case 'channel.renamed': {
        const channel = net.channels.get(event.channel ?? '');
        if (channel) journal.record({ is: 'channel', channel: channelRecord(channel) });
        break;
      }
      case 'channel.deleted':
        journal.record({ is: 'channel_gone', channelId: event.channel ?? '' });
        break;
      case 'channel.left':
        this.#left(event.ssrc ?? 0, event.user ?? '', event.channel ?? '');
        break;
      default:
        break;
    }
    journal.event(event);
  }

  #left(ssrc: number, user: string, channel: string): void {
    const counters = this.#options.media.counters(ssrc);
    const talking = this.#talking.get(ssrc);
    if (talking) this.#spurtEnded(talking, counters?.spurt_ms ?? talking.quality.spurt_ms);
    this.#traffic.lastLook(ssrc, { user, channel }, counters);
    this.#addresses.delete(ssrc);
  }

  #changed(peer: PeerView): void {
    const { ssrc, quality } = peer;
    if (quality.packets_in_per_s > 0) this.#traffic.jitter(ssrc, quality.jitter_ms);
    this.#latched(peer);
    this.#talked(peer);
  }

  #latched({ ssrc, user_id: user, channel_id: channel, address, latched_by: by }: PeerView): void {
    if (address === null || by === null || this.#addresses.get(ssrc) === address) return;
    this.#addresses.set(ssrc, address);
    const about = { by: user, user, channel, ssrc, address };
    this.#options.journal.event({ kind: 'media.latched', ...about, detail: { by } });
  }

  #talked(peer: PeerView): void {
    if (peer.talking) this.#talking.set(peer.ssrc, peer);
    else if (this.#talking.has(peer.ssrc)) this.#spurtEnded(peer, peer.quality.spurt_ms);
  }

  #spurtEnded({ ssrc, user_id: user, channel_id: channel }: PeerView, ms: number): void {
    this.#talking.delete(ssrc);
    const detail = { ms: Math.round(ms) };
    this.#options.journal.event({ kind: 'talk.ended', by: user, user, channel, ssrc, detail });
  }

  /** Looks whenever a minute of the clock is over: a timer is late, and more than that after a sleep. */
  #lookOn(): void {
    const { clock } = this.#options;
    this.#minute = minuteOf(clock.now());
    this.#cancelLook = clock.after(MINUTE_MS - (clock.now() % MINUTE_MS), () => {
      this.#look();
      this.#lookOn();
    });
  }

  #look(): void {
    const { net, media, journal } = this.#options;
    for (const { ssrc, userId: user, channelId: channel } of net.peers) {
      const counters = media.counters(ssrc);
      if (counters) this.#traffic.look(ssrc, { user, channel }, counters);
    }
    const drops = Object.values(media.totals().drops).reduce((sum, count) => sum + count, 0);
    for (const traffic of this.#traffic.take(drops)) {
      journal.record({ is: 'traffic', minute: this.#minute, ...traffic });
    }
  }
}

function channelRecord(channel: Channel) {
  const { id, name, mode, capacity, srtp, creator, createdAt } = channel;
  return {
    ...{ channel_id: id, channel_name: name, mode, capacity, srtp, creator },
    created_at: createdAt,
  };
}
