import type { z } from 'zod';
import type { SrtpProfile } from '../contract/srtp.ts';
import type { AckData, ChannelEvent, ErrorPayload, MessageEvent, ready } from '../contract/wire.ts';
import type { Op } from '../contract/ops.ts';
import type { Closing, RadioError } from './errors.ts';

export type Ready = z.infer<typeof ready>;
export type Joined = AckData<typeof Op.CHANNEL_JOIN>;

export type JoinOptions = {
  /** The SRTP profiles to ask for, the best one first; none for plain RTP. */
  readonly srtp?: readonly SrtpProfile[] | undefined;
};

/** A radio that could not resume its session has logged in anew. */
export type IdentifiedAnew = {
  readonly session_id: string;
  /** Channels that it has joined again, mostly with the same SSRC, with new keys and credentials. */
  readonly joined: readonly (Joined & { readonly ssrc: number })[];
  /** Channels that it was in and is no longer, and why. */
  readonly missing: readonly {
    readonly channel_id: string;
    readonly ssrc: number;
    readonly error: RadioError;
  }[];
};

export type RadioEvents = {
  /** Somebody joined or left a channel that this radio is in, or the channel itself changed. */
  channel: ChannelEvent;
  /** A message to a channel that this radio is in, its own included. */
  message: MessageEvent;
  /** An ERROR that answers no request. */
  error: ErrorPayload;
  /** Something that breaks the protocol, in words. It was ignored. */
  fault: string;
  /** The connection is lost, and the radio tries to come back. Until then no request is possible. */
  lost: Closing;
  /** The radio is back in its session; the events that it missed have been told before this one. */
  resumed: { readonly replayed: number };
  /** The radio is back, in a new session: what happened meanwhile is not known. */
  identified: IdentifiedAnew;
};
