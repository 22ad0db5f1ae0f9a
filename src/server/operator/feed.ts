import { DELTA_INTERVAL_MS, TRAFFIC_INTERVAL_MS } from '../../contract/limits.ts';
import type {
  Delta,
  NetState,
  RowKey,
  Snapshot,
  TableChange,
  TableName,
  Tables,
  TokenView,
  Totals,
} from '../../contract/operator.ts';
import type { LimitsHit } from '../../contract/limits-hit.ts';
import type { JournalHeads } from '../../contract/events.ts';
import type { Cancel, Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import type { Net } from '../net/net.ts';
import type { BusyTime } from '../relay/busy-time.ts';
import type { Alarms } from './alarms.ts';
import { paced } from './paced.ts';
import { PeerViews, type MediaCounters } from './peer-views.ts';
import type { SanctionDesk } from './sanction-desk.ts';
import { TrafficHistory, type Sample } from './traffic.ts';

/** The tokens as the feed shows them. */
type TokenList = {
  readonly changed: Pick<Emitter<string>, 'on'>;
  token(jti: string): TokenView | undefined;
  tokens(): TokenView[];
};

/** How far the journal reaches. */
type JournalSource = {
  readonly grown: Pick<Emitter<undefined>, 'on'>;
  heads(): JournalHeads;
};

export type FeedOptions = {
  readonly net: Net;
  readonly tokens: TokenList;
  readonly alarms: Pick<Alarms, 'changed' | 'view' | 'snapshot'>;
  readonly sanctions: Pick<SanctionDesk, 'changed' | 'view' | 'snapshot'>;
  readonly media: MediaCounters & { totals(): Totals; busyTime(): BusyTime | null };
  readonly clock: Clock;
  readonly limits: { read(): LimitsHit };
  readonly journal: JournalSource;
  /** What the feed says of the net itself, until it is told otherwise. */
  readonly state: NetState;
};

/** The rows of one table that were changed since the last delta. */
class DirtyRows<T extends TableName> {
  readonly #keys = new Set<RowKey<T>>();
  readonly #view: (key: RowKey<T>) => Tables[T] | undefined;

  constructor(view: (key: RowKey<T>) => Tables[T] | undefined) {
    this.#view = view;
  }

  readonly add = (key: RowKey<T>): void => {
    this.#keys.add(key);
  };

  /** The changes since the last call; nothing if there are none. */
  take(): TableChange<T> | undefined {
    if (this.#keys.size === 0) return undefined;
    const set: Tables[T][] = [];
    const gone: RowKey<T>[] = [];
    for (const key of this.#keys) {
      const row = this.#view(key);
      if (row) set.push(row);
      else gone.push(key);
    }
    this.#keys.clear();
    return { set, gone };
  }
}

/** The state of the net for a console: a snapshot, then numbered deltas, at most ten a second. */
export class Feed {
  readonly delta = new Emitter<Delta>();
  readonly #options: FeedOptions;
  readonly #peers: PeerViews;
  readonly #traffic = new TrafficHistory();
  readonly #rows: { readonly [T in TableName]: DirtyRows<T> };
  readonly #cancels: Cancel[];
  #state: NetState;
  #isStateNew = false;
  #hasJournalGrown = false;
  #seq = 0;
  /** When counters are looked at next; monotonic, in ms. */
  #fullAt: number;

  constructor(options: FeedOptions) {
    const { net, tokens, alarms, sanctions, media, clock } = options;
    this.#options = options;
    this.#state = options.state;
    this.#peers = new PeerViews(net.peers, media, clock);
    this.#rows = {
      channels: new DirtyRows<'channels'>((id) => net.channels.view(id)),
      radios: new DirtyRows<'radios'>((userId) => net.users.view(userId)),
      peers: new DirtyRows<'peers'>((ssrc) => this.#peers.view(ssrc)),
      tokens: new DirtyRows<'tokens'>((jti) => tokens.token(jti)),
      alarms: new DirtyRows<'alarms'>((id) => alarms.view(id)),
      sanctions: new DirtyRows<'sanctions'>((id) => sanctions.view(id)),
    };
    this.#cancels = [
      net.channels.changed.on(this.#rows.channels.add),
      net.users.changed.on(this.#rows.radios.add),
      net.peers.changed.on(this.#rows.peers.add),
      tokens.changed.on(this.#rows.tokens.add),
      alarms.changed.on(this.#rows.alarms.add),
      sanctions.changed.on(this.#rows.sanctions.add),
      options.journal.grown.on(() => {
        this.#hasJournalGrown = true;
      }),
      paced(clock, DELTA_INTERVAL_MS, () => this.#tick()),
    ];
    this.#fullAt = clock.monotonic() + TRAFFIC_INTERVAL_MS;
    this.#traffic.add(clock.now(), this.#sample());
  }

  /** Everything, as of the last delta; what came since is told again by the next one. */
  snapshot(): Snapshot {
    const { net, tokens, alarms, sanctions, media, clock, limits, journal } = this.#options;
    return {
      seq: this.#seq,
      at: clock.now(),
      net: this.#state,
      totals: media.totals(),
      limits_hit: limits.read(),
      heads: journal.heads(),
      traffic: [...this.#traffic.points],
      channels: net.channels.snapshot(),
      radios: net.users.snapshot(),
      peers: this.#peers.all(),
      tokens: tokens.tokens(),
      alarms: alarms.snapshot(),
      sanctions: sanctions.snapshot(),
    };
  }

  /** Says something else of the net itself from now on. */
  tell(state: NetState): void {
    this.#state = state;
    this.#isStateNew = true;
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
  }

  #sample(): Sample {
    const { clock, media } = this.#options;
    return {
      monotonicMs: clock.monotonic(),
      totals: media.totals(),
      busy: media.busyTime(),
    };
  }

  /** Talkers are looked at every time; counters only once a second, so that figures can be read. */
  #tick(): void {
    const full = this.#isFullDue();
    for (const ssrc of this.#peers.changed(full)) this.#rows.peers.add(ssrc);
    const delta = this.#take(full);
    if (Object.keys(delta).length === 0) return;
    this.#seq += 1;
    this.delta.emit({ seq: this.#seq, at: this.#options.clock.now(), ...delta });
  }

  /** Seconds stay in step with the clock, however late one of them was looked at. */
  #isFullDue(): boolean {
    const late = this.#options.clock.monotonic() - this.#fullAt;
    if (late < 0) return false;
    this.#fullAt += TRAFFIC_INTERVAL_MS * (1 + Math.floor(late / TRAFFIC_INTERVAL_MS));
    return true;
  }

  #take(full: boolean): Omit<Delta, 'seq' | 'at'> {
    const net = this.#isStateNew ? this.#state : undefined;
    this.#isStateNew = false;
    const heads = this.#hasJournalGrown ? this.#options.journal.heads() : undefined;
    this.#hasJournalGrown = false;
    const channels = this.#rows.channels.take();
    const radios = this.#rows.radios.take();
    const peers = this.#rows.peers.take();
    const tokens = this.#rows.tokens.take();
    const alarms = this.#rows.alarms.take();
    const sanctions = this.#rows.sanctions.take();
    const sample = full ? this.#sample() : undefined;
    const point = sample && this.#traffic.add(this.#options.clock.now(), sample);
    return {
      ...(net && { net }),
      ...(heads && { heads }),
      ...(channels && { channels }),
      ...(radios && { radios }),
      ...(peers && { peers }),
      ...(tokens && { tokens }),
      ...(alarms && { alarms }),
      ...(sanctions && { sanctions }),
      ...(sample && { totals: sample.totals, limits_hit: this.#options.limits.read() }),
      ...(point && { traffic: [point] }),
    };
  }
}
