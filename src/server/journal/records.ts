import type { AlarmView } from '../../contract/alarms.ts';
import type { SessionEnd } from '../../contract/events.ts';
import type { ChannelMode, ChannelSrtp, Role } from '../../contract/fields.ts';
import type { Settings } from '../../contract/settings.ts';
import type { MessageEvent } from '../../contract/wire.ts';
import type { TimedEvent } from './chain.ts';

/** A channel as it is kept. */
export type ChannelRecord = {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly mode: ChannelMode;
  readonly capacity: number;
  readonly srtp: ChannelSrtp;
  readonly creator: string | null;
  readonly created_at: number;
};

/** What a user's media did in a channel, or several users' together. */
export type TrafficSum = {
  readonly packets_in: number;
  readonly bytes_in: number;
  readonly packets_out: number;
  readonly bytes_out: number;
  readonly drops: number;
  /** Packets that should have come in, and of these the ones that did not. */
  readonly expected: number;
  readonly lost: number;
};

/** What the journal's thread is given to write. Times are in ms since 1970. */
export type JournalRecord =
  | ({ readonly is: 'event' } & TimedEvent)
  | { readonly is: 'message'; readonly message: MessageEvent }
  | { readonly is: 'channel'; readonly channel: ChannelRecord }
  | { readonly is: 'channel_gone'; readonly channelId: string }
  | {
      readonly is: 'session_began';
      readonly sessionId: string;
      readonly user: string;
      readonly jti: string | null;
      readonly role: Role;
      readonly address: string;
      readonly at: number;
    }
  | {
      readonly is: 'session_ended';
      readonly sessionId: string;
      readonly at: number;
      readonly why: SessionEnd;
    }
  | {
      /** Adds to what there is of that minute. */
      readonly is: 'traffic';
      readonly minute: number;
      /** Blank for all users, or all channels, together. */
      readonly user: string;
      readonly channel: string;
      readonly sum: TrafficSum;
      /** The worst that was seen, in ms; null where none was. */
      readonly jitterMs: number | null;
    }
  /** An alarm as it stands now. */
  | { readonly is: 'alarm'; readonly alarm: AlarmView }
  | { readonly is: 'token_used'; readonly jti: string; readonly at: number }
  | {
      /** The settings were changed while the net is on the air; the next start compares with them. */
      readonly is: 'run_settings';
      readonly settings: Settings;
    }
  | { readonly is: 'run_ended'; readonly at: number };
