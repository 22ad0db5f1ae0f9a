import { explain } from '../contract/explain.ts';
import { Op, opName } from '../contract/ops.ts';
import { type AckedOp, type MediaKey, type MessageEvent, ackData } from '../contract/wire.ts';
import type { Emitter } from './emitter.ts';
import { ProtocolError } from './errors.ts';
import type { RadioEvents } from './events.ts';
import type { LineFrame } from './line.ts';
import type { Requests } from './requests.ts';
import type { SrtpKeyring } from './srtp-keyring.ts';

/** Takes what the server says: answers to requests, events to listeners, keys to the keyring. */
export class Inbox {
  readonly #requests: Requests;
  readonly #events: Emitter<RadioEvents>;
  readonly #keys: SrtpKeyring;
  #userId: string | null = null;
  #lastS: number | null = null;

  constructor(requests: Requests, events: Emitter<RadioEvents>, keys: SrtpKeyring) {
    this.#requests = requests;
    this.#events = events;
    this.#keys = keys;
  }

  /** The number of the last event of this session; null before the first. */
  get lastS(): number | null {
    return this.#lastS;
  }

  /** @returns the id of a channel that is gone; null where none is */
  take(frame: LineFrame): string | null {
    if ('s' in frame) this.#lastS = frame.s;
    switch (frame.op) {
      case Op.READY:
        this.#userId = frame.d.user_id;
        this.#lastS = null;
        this.#answer(Op.IDENTIFY, frame.d);
        return null;
      case Op.RESUMED:
        this.#answer(Op.RESUME, frame.d);
        return null;
      case Op.CHANNEL_EVENT: {
        const isGone = frame.d.event === 'delete';
        if (isGone) this.#keys.leave(frame.d.channel_id);
        this.#events.emit('channel', frame.d);
        return isGone ? frame.d.channel_id : null;
      }
      case Op.MEDIA_KEY:
        this.#newKey(frame.d);
        return null;
      case Op.MESSAGE_EVENT:
        this.#message(frame.d);
        return null;
      case Op.ACK:
        this.#acknowledged(frame.d.op, frame.d.data);
        return null;
      case Op.ERROR:
        if (!this.#requests.refuse(frame.d)) this.#events.emit('error', frame.d);
        return null;
    }
  }

  #newKey(key: MediaKey): void {
    try {
      this.#keys.renew(key);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#events.emit('fault', `MEDIA_KEY: ${error.message}`);
    }
  }

  #message(message: MessageEvent): void {
    // The answer to a message of this radio is the message itself.
    if (message.author_id === this.#userId) this.#requests.resolve(Op.MESSAGE_CREATE, message);
    this.#events.emit('message', message);
  }

  #acknowledged(op: number, data: unknown): void {
    const schema = op in ackData ? ackData[op as AckedOp] : undefined;
    const parsed = schema?.safeParse(data);
    if (parsed?.success === false) {
      const fault = `ACK of ${opName(op)}: ${explain(parsed.error, data, 'data')}`;
      this.#requests.fail(op, new ProtocolError(fault));
      this.#events.emit('fault', fault);
    } else {
      this.#answer(op, parsed?.data);
    }
  }

  #answer(op: number, value: unknown): void {
    if (this.#requests.resolve(op, value)) return;
    this.#events.emit('fault', `an answer to ${opName(op)}, which was not asked`);
  }
}
