import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { LimitCounts } from '../limit-counts.ts';
import type { Log } from '../log.ts';
import type { Net } from '../net/net.ts';
import type { DirectSend } from './direct-send.ts';
import type { Keeper } from './handlers.ts';
import type { LoginDesk } from './login-desk.ts';
import type { RadioSocket } from './radio-socket.ts';
import type { Turn } from './turn.ts';

/** What every connection of a gateway shares. */
export type ConnectionContext = {
  readonly net: Net;
  readonly desk: LoginDesk;
  /** Takes in what became of tokens meanwhile; a session whose token was revoked ends. */
  readonly catchUp?: () => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly udpPort: number;
  /** Keeps what is acknowledged; nothing waits where there is none. */
  readonly keeper?: Keeper | undefined;
  readonly heartbeatIntervalMs: number;
  readonly identifyTimeoutMs: number;
  /** Bytes that may wait for this radio before it counts as a slow reader. */
  readonly queueBytes: number;
  readonly limits: LimitCounts;
  /** Frames of a radio that are taken in a minute; 0 for any number. */
  readonly framesPerMinute: number;
  /** What all connections write at the end of the present turn of the event loop. */
  readonly turn: Turn;
  /** Writes to plain TCP connections past Node's streams, where the system has it. */
  readonly directSend?: DirectSend | undefined;
};

/** A radio's connection as its upgrade left it. */
export type Upgraded = {
  readonly socket: RadioSocket;
  /** The TCP or TLS connection below it. */
  readonly stream: Duplex;
  /** The radio's IP in canonical form. */
  readonly ip: string;
  /** The radio's `ip:port`. */
  readonly address: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
};
