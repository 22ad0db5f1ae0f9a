import { z } from 'zod';
import { ALARM_KINDS } from './alarms.ts';
import {
  channelMode,
  channelSrtp,
  latchedBy,
  OPERATOR_USER,
  port,
  role,
  timestampMs,
} from './fields.ts';
import { sanctionKind } from './sanctions.ts';
import { settingChange } from './setting-changes.ts';

/**
 * What the net keeps a record of: who did what, and what befell whom. The table is closed; a new
 * kind is one line in it. No secret and no token may stand in an event.
 */

/** Words that come from outside, or from the system: long ones are cut before they get here. */
const words = z.string().max(500);
const ms = z.int().min(0);
const nothing = z.strictObject({});
/** Which alarm, and what it tells, as in `AlarmParams`. */
const alarm = z.strictObject({
  alarm: z.enum(ALARM_KINDS),
  params: z.record(z.string(), z.union([words, z.number()])),
});

/** Why a session ended. */
const SESSION_ENDS = [
  /** The radio closed its connection. */
  'left',
  /** The connection broke. */
  'lost',
  'replaced',
  'kicked',
  'banned',
  'revoked',
  'zombie',
  /** It read too slowly. */
  'slow',
  'rate_limited',
  /** It sent what the protocol does not know. */
  'bad_frame',
  /** The net went off the air in good order. */
  'net_stopped',
  /** The net ended without a word: found at the next start. */
  'net_crashed',
] as const;
export type SessionEnd = (typeof SESSION_ENDS)[number];

/** Why the journal cannot be written. */
const JOURNAL_FAULTS = [
  'disk_full',
  'read_only',
  'io_error',
  /** A commit takes longer than `journal.commit_timeout_ms`. */
  'slow',
  /** Another process holds the database for too long. */
  'busy',
  'damaged',
  /** The journal's thread ended. */
  'thread_ended',
  'other',
] as const;
export type JournalFault = (typeof JOURNAL_FAULTS)[number];

/** What each kind of event tells besides who and where. */
export const eventDetail = {
  'net.started': z.strictObject({
    ws_port: port.nullable(),
    wss_port: port.nullable(),
    udp_port: port,
  }),
  'net.stopped': nothing,
  'net.unclean_end': z.strictObject({ started_at: timestampMs, sessions: z.int().min(0) }),
  /** The machine's first address for radios; null for none. */
  'net.addresses_changed': z.strictObject({
    from: words.nullable(),
    to: words.nullable(),
  }),
  /** The machine, or the program, stood still for so long. */
  'net.slept': z.strictObject({ ms }),
  /** `changes` is not there in events of earlier versions. */
  'net.settings_changed': z.strictObject({
    fields: z.array(z.string()),
    changes: z.array(settingChange).optional(),
  }),
  'relay.failed': z.strictObject({ reason: words }),
  'radio.login': z.strictObject({ role, session_id: z.string() }),
  'radio.login_refused': z.strictObject({ reason: words }),
  'radio.kicked': nothing,
  'session.lost': z.strictObject({ session_id: z.string() }),
  'session.resumed': z.strictObject({ session_id: z.string(), replayed: z.int() }),
  'session.ended': z.strictObject({ session_id: z.string(), why: z.enum(SESSION_ENDS), ms }),
  'sanction.added': z.strictObject({
    kind: sanctionKind,
    reason: words,
    until: timestampMs.nullable(),
  }),
  'sanction.lifted': z.strictObject({ kind: sanctionKind }),
  'channel.created': z.strictObject({
    channel_name: z.string(),
    mode: channelMode,
    capacity: z.int(),
    srtp: channelSrtp,
  }),
  'channel.renamed': z.strictObject({ from: z.string(), to: z.string() }),
  'channel.deleted': z.strictObject({ channel_name: z.string() }),
  'channel.joined': z.strictObject({ encrypted: z.boolean() }),
  'channel.left': nothing,
  /** Its media address became known, or is another one than before. */
  'media.latched': z.strictObject({ by: latchedBy }),
  'talk.ended': z.strictObject({ ms }),
  'token.minted': z.strictObject({ role, expires_at: timestampMs }),
  'token.revoked': nothing,
  'tokens.imported': z.strictObject({ file: words, tokens: z.int() }),
  'key.rotated': z.strictObject({ kid: z.string() }),
  /** Raised, or raised again after an operator had acknowledged it. */
  'alarm.raised': alarm,
  'alarm.acknowledged': alarm,
  /** What it was about is over. */
  'alarm.ended': alarm,
  'journal.failing': z.strictObject({ reason: z.enum(JOURNAL_FAULTS) }),
  'journal.recovered': z.strictObject({ reason: z.enum(JOURNAL_FAULTS), ms, lost: z.int() }),
  'journal.damaged': z.strictObject({ set_aside: words, reason: words, salvaged: z.int() }),
  'journal.pruned': z.strictObject({ events: z.int(), messages: z.int() }),
} as const;

export type EventKind = keyof typeof eventDetail;
const EVENT_KINDS = Object.keys(eventDetail) as EventKind[];
export const eventKind = z.enum(EVENT_KINDS as [EventKind, ...EventKind[]]);

/** The actors of events that no user is: an operator, and the net of its own accord. */
export const OPERATOR = OPERATOR_USER;
export const BY_NET = 'net';

/** Whom and what an event is about. */
type Subject = {
  readonly user?: string | undefined;
  readonly channel?: string | undefined;
  readonly ssrc?: number | undefined;
  readonly jti?: string | undefined;
  /** `ip:port`, or an IP. */
  readonly address?: string | undefined;
};

/** Something that happened. */
export type NetEvent = {
  [K in EventKind]: Subject & {
    readonly kind: K;
    /** `operator`, `net`, or the id of the user who did it. */
    readonly by: string;
    readonly detail: z.infer<(typeof eventDetail)[K]>;
  };
}[EventKind];

/** An event as it stands in the journal. */
export type EventView = {
  /** Counts the events; each is one more than the one before. */
  readonly id: number;
  readonly at: number;
  readonly kind: EventKind;
  readonly by: string;
  readonly user: string | null;
  readonly channel: string | null;
  readonly ssrc: number | null;
  readonly jti: string | null;
  readonly address: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** A message as it stands in the journal. */
export type MessageView = {
  /** Counts the messages of all channels. */
  readonly id: number;
  readonly message_id: string;
  readonly channel_id: string;
  readonly author_id: string;
  readonly content: string;
  readonly timestamp: number;
};

/** The newest event and the newest message on disk, by their ids; 0 where there is none. */
export type JournalHeads = { readonly event_id: number; readonly message_id: number };

/** How keeping the journal fares. */
export type JournalState = {
  readonly state: 'ok' | 'failing';
  /** Since when it is failing. */
  readonly since: number | null;
  readonly reason: JournalFault | null;
  /** Records that found no room while it was failing, since the net started. */
  readonly lost: number;
  /** The name of a damaged database that was set aside at the start of the net. */
  readonly set_aside: string | null;
};
