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

/** @param resumeToken what the session can be resumed with, where it can be */
export const readyFrame = (
  sessionId: string,
  userId: string,
  resumeToken: string | undefined,
): Buffer =>
  frame(Op.READY, {
    session_id: sessionId,
    user_id: userId,
    ...(resumeToken !== undefined && { resume_token: resumeToken }),
  });

/** @param replayed how many events came before it */
export const resumedFrame = (replayed: number): Buffer => frame(Op.RESUMED, { replayed });

export const ackFrame = <O extends AckedOp>(op: O, data: AckData<O>): Buffer =>
  frame(Op.ACK, { op, data });

/** @param op the operation of the request, where one could be told */
export const errorFrame = (refusal: Refusal, op: number | undefined): Buffer =>
  frame(Op.ERROR, { code: refusal.code, reason: refusal.reason, ...(op !== undefined && { op }) });

/** A replay buffer that keeps one event out of Node's pool would keep 8 KiB of others alive. */
const unpooled = (bytes: number): Buffer => Buffer.allocUnsafeSlow(bytes);

/** The frame of an event, and its number. */
export type EventFrame = { readonly s: number; readonly bytes: Buffer };

/**
 * Frames of events, numbered by `s`. One counter serves all sessions, so that an event is built
 * once for everybody who hears it and still grows within each session.
 */
export class EventFrames {
  #s = 0;

  /** The number of the last event; 0 before the first. */
  get lastS(): number {
    return this.#s;
  }

  channel(event: ChannelEvent): EventFrame {
    return this.#numbered(Op.CHANNEL_EVENT, event);
  }

  mediaKey(key: MediaKey): EventFrame {
    return this.#numbered(Op.MEDIA_KEY, key);
  }

  message(event: MessageEvent): EventFrame {
    return this.#numbered(Op.MESSAGE_EVENT, event);
  }

  #numbered(op: number, d: ChannelEvent | MediaKey | MessageEvent): EventFrame {
    const s = this.#s === 0xffff_ffff ? 1 : this.#s + 1;
    this.#s = s;
    return { s, bytes: textFrame(JSON.stringify({ op, d, s }), unpooled) };
  }
}
