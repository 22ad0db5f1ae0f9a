import { z } from 'zod';
import { timestampMs, type LatchedBy } from './fields.ts';
import { Limit } from './limits.ts';

/** What the console asks of the past. All of it is read from the journal, and survives a restart. */

/** How a list is paged: rows older than the one of this id, and how many of them at most. */
export const page = {
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(Limit.PAGE_ROWS).default(100),
};

export const pastInput = {
  /** Minute by minute; of the whole net where neither a user nor a channel is given. */
  'traffic.minutes': z.strictObject({
    from: timestampMs,
    minutes: z.int().min(1).max(Limit.TRAFFIC_MINUTES),
    user: z.string().min(1).optional(),
    channel: z.string().min(1).optional(),
  }),
  /** Who talked last in each of these channels. */
  'talks.last': z.strictObject({
    channel_ids: z.array(z.string()).max(Limit.MESSAGE_CHANNELS),
  }),
  /** Where a radio has been, the newest first. */
  'radio.addresses': z.strictObject({ user_id: z.string(), ...page }),
} as const;

/** A stretch of time in which the net was on the air, in ms since 1970; it goes on where `to` is null. */
export type OnAir = { readonly from: number; readonly to: number | null };

/** What was relayed within a minute. One in which the net was not there, or slept, is left out. */
export type TrafficMinute = {
  /** When it began, in ms since 1970. */
  readonly minute: number;
  readonly packets_in: number;
  readonly packets_out: number;
  /** Those of the net are also of datagrams that came from no radio. */
  readonly drops: number;
  /** Packets that should have come in, and of these the ones that did not. */
  readonly expected: number;
  readonly lost: number;
  /** The worst that any radio had in it, in ms; null where no packet came in, or for old records. */
  readonly jitter_ms: number | null;
};

/** A talk spurt that is over. */
export type TalkView = {
  readonly channel_id: string;
  readonly user_id: string;
  /** When it ended, in ms since 1970. */
  readonly at: number;
  /** How long it was, in ms. */
  readonly ms: number;
};

/** An address that a radio came from. */
export type AddressView = {
  /** That of the event which tells of it. */
  readonly id: number;
  /** Since when, in ms since 1970. */
  readonly at: number;
  readonly way: 'websocket' | 'udp';
  /** `ip:port`. */
  readonly address: string;
  /** The channel whose media comes from there; null for the WebSocket. */
  readonly channel_id: string | null;
  /** By a log-in, by coming back to its session, or how its media address became known. */
  readonly how: 'login' | 'resumed' | LatchedBy;
};

export type PastOutput = {
  /** Oldest first; `on_air` while the minutes that were asked for went by. */
  'traffic.minutes': {
    readonly minutes: readonly TrafficMinute[];
    readonly on_air: readonly OnAir[];
  };
  /** Those in which anybody ever talked, as far as the journal reaches. */
  'talks.last': { readonly talks: readonly TalkView[] };
  'radio.addresses': { readonly addresses: readonly AddressView[]; readonly more: boolean };
};
