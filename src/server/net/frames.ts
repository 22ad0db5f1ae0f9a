import { Op } from '../../contract/ops.ts';
import type {
  AckData,
  AckedOp,
  ChannelEvent,
  MediaKey,
  MessageEvent,
} from '../../contract/wire.ts';
import type { Refusal } from '../../contract/errors.ts';
import { textFrame } from './ws-frame.ts';

/** Frames from the server, as the bytes that every radio's socket is given. */
function frame(op: number, d: unknown): Buffer {
  return textFrame(JSON.stringify({ op, d }));
}

export const helloFrame = (heartbeatIntervalMs: number): Buffer =>
  frame(Op.HELLO, { heartbeat_interval: heartbeatIntervalMs });

export const heartbeatAckFrame: Buffer = frame(Op.HEARTBEAT_ACK, null);

export const readyFrame = (sessionId: string, userId: string): Buffer =>
  frame(Op.READY, { session_id: sessionId, user_id: userId });

export const ackFrame = <O extends AckedOp>(op: O, data: AckData<O>): Buffer =>
  frame(Op.ACK, { op, data });

/** @param op the operation of the request, where one could be told */
export const errorFrame = (refusal: Refusal, op: number | undefined): Buffer =>
  frame(Op.ERROR, { code: refusal.code, reason: refusal.reason, ...(op !== undefined && { op }) });

/**
 * Frames of events, numbered by `s`. One counter serves all sessions, so that an event is built
 * once for everybody who hears it and still grows within each session.
 */
export class EventFrames {
  #s = 0;

  channel(event: ChannelEvent): Buffer {
    return this.#numbered(Op.CHANNEL_EVENT, event);
  }

  mediaKey(key: MediaKey): Buffer {
    return this.#numbered(Op.MEDIA_KEY, key);
  }

  message(event: MessageEvent): Buffer {
    return this.#numbered(Op.MESSAGE_EVENT, event);
  }

  #numbered(op: number, d: ChannelEvent | MediaKey | MessageEvent): Buffer {
    this.#s = this.#s === 0xffff_ffff ? 1 : this.#s + 1;
    return textFrame(JSON.stringify({ op, d, s: this.#s }));
  }
}
