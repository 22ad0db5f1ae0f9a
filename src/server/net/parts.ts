import type { CloseCode } from '../../contract/errors.ts';
import type { NetEvent } from '../../contract/events.ts';
import type { Clock } from '../clock.ts';
import type { Emitter } from '../emitter.ts';
import type { ChannelHub } from '../hubs/channel-hub.ts';
import type { MediaPeerHub } from '../hubs/media-peer-hub.ts';
import type { Session, UserHub } from '../hubs/user-hub.ts';
import type { LimitCounts } from '../limit-counts.ts';
import type { Log } from '../log.ts';
import type { Random } from '../random.ts';
import type { MediaKeys } from './media-keys.ts';
import type { Speaker } from './speaker.ts';

/** How a session ends. */
export type Ending = {
  readonly session: Session;
  /** What its WebSocket is closed with; undefined where that has ended by itself. */
  readonly code: CloseCode | undefined;
  /** Whether its connection broke, now: it may still be resumed. */
  readonly isLost: boolean;
};

/** What a net is made of; its parts share it. */
export type NetParts = {
  readonly users: UserHub;
  readonly channels: ChannelHub;
  readonly peers: MediaPeerHub;
  readonly keys: MediaKeys;
  readonly speaker: Speaker;
  /** Tells what happened, for the record; of a membership that ends while it is still there. */
  readonly happened: Emitter<NetEvent>;
  /** Tells of each session that ends or is lost, while it still has all it had. */
  readonly ending: Emitter<Ending>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How often limits were hit. */
  readonly limits: LimitCounts;
};
