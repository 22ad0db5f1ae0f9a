import { z } from 'zod';
import type { AlarmView } from './alarms.ts';
import { eventKind, type EventView, type JournalHeads, type MessageView } from './events.ts';
import {
  capacity,
  channelId,
  channelMode,
  channelName,
  channelSrtp,
  messageContent,
  timestampMs,
} from './fields.ts';
import type { LimitsHit } from './limits-hit.ts';
import { Limit } from './limits.ts';
import { page, pastInput, type PastOutput } from './past.ts';
import { sanctionRequest, type SanctionView } from './sanctions.ts';
import { tokenRequest, tokenRequests } from './tokens.ts';
import type {
  ChannelView,
  NetState,
  OperatorError,
  PeerView,
  RadioView,
  TokenView,
  Totals,
  TrafficPoint,
} from './views.ts';
import type { MessageEvent } from './wire.ts';

export type * from './views.ts';

/**
 * The operator API: what the console sees of the net, and what it may do to it. All times are in
 * ms since 1970 unless a name says otherwise.
 */

/** The tables of the console: one row per key. */
export type Tables = {
  /** By `channel_id`. */
  readonly channels: ChannelView;
  /** By `user_id`. */
  readonly radios: RadioView;
  /** By `ssrc`. */
  readonly peers: PeerView;
  /** By `jti`. */
  readonly tokens: TokenView;
  /** By `alarm_id`. */
  readonly alarms: AlarmView;
  /** By `sanction_id`: bans and mutes in force. */
  readonly sanctions: SanctionView;
};
export type TableName = keyof Tables;

/** The field that names a row of each table. */
export const TABLE_KEY = {
  channels: 'channel_id',
  radios: 'user_id',
  peers: 'ssrc',
  tokens: 'jti',
  alarms: 'alarm_id',
  sanctions: 'sanction_id',
} as const satisfies { [T in TableName]: keyof Tables[T] };

export type RowKey<T extends TableName> = Tables[T][(typeof TABLE_KEY)[T] & keyof Tables[T]];

/** Everything the console shows, as of delta `seq`. */
export type Snapshot = {
  readonly seq: number;
  readonly at: number;
  readonly net: NetState;
  readonly totals: Totals;
  readonly limits_hit: LimitsHit;
  readonly heads: JournalHeads;
  /** Oldest first. */
  readonly traffic: readonly TrafficPoint[];
} & { readonly [T in TableName]: readonly Tables[T][] };

/** Rows of a table that are new or changed, and the keys of those that are gone. */
export type TableChange<T extends TableName> = {
  readonly set: readonly Tables[T][];
  readonly gone: readonly RowKey<T>[];
};

/** What changed since the delta before it; `seq` grows by one from delta to delta. */
export type Delta = {
  readonly seq: number;
  readonly at: number;
  readonly net?: NetState;
  readonly totals?: Totals;
  readonly limits_hit?: LimitsHit;
  /** There are new events or messages to be read. */
  readonly heads?: JournalHeads;
  /** Points to append; the oldest past `TRAFFIC_POINTS` fall off. */
  readonly traffic?: readonly TrafficPoint[];
} & { readonly [T in TableName]?: TableChange<T> };

/** What an operator may ask of the net, and what comes back. */
export const operatorInput = {
  'channel.create': z.strictObject({
    channel_id: channelId,
    channel_name: channelName,
    mode: channelMode.default('open'),
    capacity: capacity.default(100),
    srtp: channelSrtp.default('optional'),
  }),
  'channel.rename': z.strictObject({ channel_id: channelId, channel_name: channelName }),
  'channel.delete': z.strictObject({ channel_id: channelId }),
  /** Brings back a channel that was deleted a short while ago. */
  'channel.restore': z.strictObject({ channel_id: channelId }),
  'radio.kick': z.strictObject({ user_id: z.string() }),
  'sanction.add': sanctionRequest,
  'sanction.lift': z.strictObject({ sanction_id: z.int().min(1) }),
  'radio.poke': z.strictObject({ user_id: z.string() }),
  'token.mint': tokenRequest,
  'token.mint_many': tokenRequests,
  'token.revoke': z.strictObject({ jti: z.string().min(1) }),
  'key.rotate': z.strictObject({}),
  'events.list': z.strictObject({
    kinds: z.array(eventKind).min(1).optional(),
    /** Whom it is about, or who did it. */
    user: z.string().optional(),
    channel: z.string().optional(),
    /** From this time on. */
    since: timestampMs.optional(),
    /** Before this time. */
    until: timestampMs.optional(),
    ...page,
  }),
  'messages.list': z.strictObject({ channel_id: z.string(), ...page }),
  ...pastInput,
  /** For each channel the id of the last message that was read; 0 for none. */
  'messages.unread': z.strictObject({
    read: z.record(z.string(), z.int().min(0)),
  }),
  /** To every member of these channels, kept before anybody hears it. */
  'message.send': z.strictObject({
    channel_ids: z.array(channelId).min(1).max(Limit.MESSAGE_CHANNELS),
    content: messageContent,
  }),
  'alarm.acknowledge': z.strictObject({ alarm_id: z.int().min(1) }),
  'alarm.acknowledge_all': z.strictObject({}),
} as const;

export type OperatorCommand = keyof typeof operatorInput;
export type OperatorInput<C extends OperatorCommand> = z.input<(typeof operatorInput)[C]>;

/** A token as it is shown once, with its row in the list. */
export type MintedToken = { readonly token: string; readonly view: TokenView };

/** How long a radio’s WebSocket took to answer a ping, in ms; null where no answer came in time. */
export type Poked = { readonly rtt_ms: number | null };

export type OperatorOutput = PastOutput & {
  'channel.create': ChannelView;
  'channel.rename': ChannelView;
  'channel.delete': null;
  /** `former_members`: how many of those who were in it are logged in; no radio is told. */
  'channel.restore': { readonly channel: ChannelView; readonly former_members: number };
  'radio.kick': null;
  'sanction.add': SanctionView;
  'sanction.lift': SanctionView;
  'radio.poke': Poked;
  'token.mint': MintedToken;
  /** In the order that they were asked for. */
  'token.mint_many': { readonly minted: readonly MintedToken[] };
  'token.revoke': TokenView;
  'key.rotate': { readonly kid: string };
  /** The newest first; `more` where there are older ones. */
  'events.list': { readonly events: readonly EventView[]; readonly more: boolean };
  'messages.list': { readonly messages: readonly MessageView[]; readonly more: boolean };
  /** Messages since then that no operator wrote, `Limit.UNREAD_COUNTED` at most; none left out. */
  'messages.unread': { readonly unread: Readonly<Record<string, number>> };
  'message.send': { readonly messages: readonly MessageEvent[] };
  'alarm.acknowledge': AlarmView;
  'alarm.acknowledge_all': { readonly acknowledged: number };
};

/** An answer: errors that a user can cause are values, exceptions are for bugs. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: OperatorError };
