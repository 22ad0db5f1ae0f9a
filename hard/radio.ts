import { Op } from '../src/contract/ops.ts';
import type { NetProcess } from './net-process.ts';
import { RawSocket, textFrame, type Ending } from './websocket.ts';

/** A frame of the server. */
export type Frame = { readonly op: number; readonly d: unknown; readonly s?: number };

const EVENTS = new Set<number>([Op.CHANNEL_EVENT, Op.MESSAGE_EVENT, Op.MEDIA_KEY]);

type Waiting = {
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: Error) => void;
};

/** A radio that does as it should: every request has its answer, in order. */
export class Radio {
  readonly userId: string;
  readonly ended: Promise<Ending>;
  /** Told of each event. */
  onEvent: ((frame: Frame) => void) | undefined;
  #socket: RawSocket | undefined;
  readonly #waiting: Waiting[] = [];

  /** Connects and logs in. */
  static async login(net: NetProcess, userId: string, token = net.secret): Promise<Radio> {
    const radio = new Radio(userId);
    const hello = radio.#next();
    const socket = await RawSocket.open(net.at.wsPort, {
      text: (payload) => radio.#take(JSON.parse(payload.toString()) as Frame),
    });
    radio.#attach(socket);
    await hello;
    const ready = await radio.ask(Op.IDENTIFY, { user_id: userId, token });
    if (ready.op !== Op.READY) throw new Error(`${userId}: ${JSON.stringify(ready)}`);
    return radio;
  }

  #end!: (ending: Ending) => void;

  private constructor(userId: string) {
    this.userId = userId;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get socket(): RawSocket {
    if (this.#socket === undefined) throw new Error('not connected');
    return this.#socket;
  }

  send(op: number, d: unknown): void {
    this.socket.write(textFrame(JSON.stringify({ op, d })));
  }

  /** Sends a request and resolves with its answer. */
  ask(op: number, d: unknown): Promise<Frame> {
    const answer = this.#next();
    this.send(op, d);
    return answer;
  }

  /** Joins a channel that has to let it in. */
  async join(channelId: string, ssrc: number, srtp?: readonly string[]): Promise<Joined> {
    const d = { channel_id: channelId, ssrc, ...(srtp && { srtp }) };
    const answer = await this.ask(Op.CHANNEL_JOIN, d);
    if (answer.op !== Op.ACK) throw new Error(`${this.userId}: ${JSON.stringify(answer)}`);
    return (answer.d as { data: { media: Joined } }).data.media;
  }

  #attach(socket: RawSocket): void {
    this.#socket = socket;
    void socket.ended.then((ending) => {
      this.#end(ending);
      const error = new Error(`${this.userId} was closed: ${ending ?? 'without a close frame'}`);
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  #next(): Promise<Frame> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #take(frame: Frame): void {
    if (EVENTS.has(frame.op)) this.onEvent?.(frame);
    else this.#waiting.shift()?.resolve(frame);
  }
}

/** What a join tells of media. */
export type Joined = {
  readonly username: string;
  readonly password: string;
  readonly srtp?: {
    readonly profile: 'AEAD_AES_128_GCM' | 'AES_CM_128_HMAC_SHA1_80';
    readonly uplink: string;
    readonly downlink: string;
    readonly epoch: number;
  };
};
