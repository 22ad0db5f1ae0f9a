import type { JournalHeads } from '../../contract/events.ts';
import { DROP_REASONS, type DropReason } from '../../contract/drops.ts';
import { noLimitsHit, type LimitsHit } from '../../contract/limits-hit.ts';
import { TRAFFIC_POINTS } from '../../contract/limits.ts';
import {
  TABLE_KEY,
  type Delta,
  type NetState,
  type RowKey,
  type Snapshot,
  type TableChange,
  type TableName,
  type Tables,
  type Totals,
  type TrafficPoint,
} from '../../contract/operator.ts';

/** A table of the net by its key; a row keeps its identity until it changes. */
export type Table<T extends TableName> = ReadonlyMap<RowKey<T>, Tables[T]>;

/** What the window knows of the net. */
export type ConsoleState = {
  /** The delta that this state is as of; -1 before the first snapshot. */
  readonly seq: number;
  readonly net: NetState;
  readonly totals: Totals;
  readonly limits_hit: LimitsHit;
  readonly heads: JournalHeads;
  readonly traffic: readonly TrafficPoint[];
} & { readonly [T in TableName]: Table<T> };

const noDrops = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0]));

export const EMPTY: ConsoleState = {
  seq: -1,
  net: { state: 'starting' },
  totals: {
    packets_in: 0,
    bytes_in: 0,
    packets_out: 0,
    bytes_out: 0,
    drops: noDrops as Record<DropReason, number>,
  },
  limits_hit: noLimitsHit(),
  heads: { event_id: 0, message_id: 0 },
  traffic: [],
  channels: new Map(),
  radios: new Map(),
  peers: new Map(),
  tokens: new Map(),
  alarms: new Map(),
  sanctions: new Map(),
};

function keyOf<T extends TableName>(table: T, row: Tables[T]): RowKey<T> {
  const cells: Readonly<Record<string, unknown>> = row;
  return cells[TABLE_KEY[table]] as RowKey<T>;
}

function changed<T extends TableName>(
  table: T,
  rows: Table<T>,
  change: TableChange<T> | undefined,
): Table<T> {
  if (change === undefined) return rows;
  const next = new Map(rows);
  for (const key of change.gone) next.delete(key);
  for (const row of change.set) next.set(keyOf(table, row), row);
  return next;
}

/** The state that a snapshot tells. */
export function fromSnapshot(snapshot: Snapshot): ConsoleState {
  const load = <T extends TableName>(table: T, rows: readonly Tables[T][]): Table<T> =>
    changed(table, new Map(), { set: rows, gone: [] });
  return {
    seq: snapshot.seq,
    net: snapshot.net,
    totals: snapshot.totals,
    limits_hit: snapshot.limits_hit,
    heads: snapshot.heads,
    traffic: snapshot.traffic.slice(-TRAFFIC_POINTS),
    channels: load('channels', snapshot.channels),
    radios: load('radios', snapshot.radios),
    peers: load('peers', snapshot.peers),
    tokens: load('tokens', snapshot.tokens),
    alarms: load('alarms', snapshot.alarms),
    sanctions: load('sanctions', snapshot.sanctions),
  };
}

/** The state after a delta; whatever the delta does not touch stays the same object. */
export function afterDelta(state: ConsoleState, delta: Delta): ConsoleState {
  return {
    seq: delta.seq,
    net: delta.net ?? state.net,
    totals: delta.totals ?? state.totals,
    limits_hit: delta.limits_hit ?? state.limits_hit,
    heads: delta.heads ?? state.heads,
    traffic:
      delta.traffic === undefined
        ? state.traffic
        : [...state.traffic, ...delta.traffic].slice(-TRAFFIC_POINTS),
    channels: changed('channels', state.channels, delta.channels),
    radios: changed('radios', state.radios, delta.radios),
    peers: changed('peers', state.peers, delta.peers),
    tokens: changed('tokens', state.tokens, delta.tokens),
    alarms: changed('alarms', state.alarms, delta.alarms),
    sanctions: changed('sanctions', state.sanctions, delta.sanctions),
  };
}
