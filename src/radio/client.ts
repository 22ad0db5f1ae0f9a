import type { z } from 'zod';
import { explain } from '../contract/explain.ts';
import { type ClientOp, Op, opName } from '../contract/ops.ts';
import type { Pin } from '../contract/pin.ts';
import type { SrtpProfile } from '../contract/srtp.ts';
import {
  type AckData,
  type AckedOp,
  type ChannelEvent,
  type ChannelSummary,
  type ClientPayload,
  type ErrorPayload,
  type MediaKey,
  type MessageEvent,
  type ServerFrame,
  ackData,
  type ready,
} from '../contract/wire.ts';
import { type Cancel, type Clock, systemClock } from './clock.ts';
import { Connection } from './connection.ts';
import { Emitter } from './emitter.ts';
import { type Closing, ProtocolError, RadioClosedError } from './errors.ts';
import { Heartbeat } from './heartbeat.ts';
import { type Random, systemRandom } from './random.ts';
import { Requests } from './requests.ts';
import { SrtpKeyring } from './srtp-keyring.ts';

export type Ready = z.infer<typeof ready>;
export type Joined = AckData<typeof Op.CHANNEL_JOIN>;
export type ChannelInfo = AckData<typeof Op.CHANNEL_INFO>;
export type ChannelOptions = Pick<ClientPayload<typeof Op.CHANNEL_CREATE>, 'mode' | 'capacity'>;

export type JoinOptions = {
  /** The SRTP profiles to ask for, the best one first; none for plain RTP. */
  readonly srtp?: readonly SrtpProfile[] | undefined;
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
};

export type ConnectOptions = {
  /**
   * What the key of the server's certificate has to be. Then nothing else of the certificate counts;
   * without it, it is verified as usual: names, dates and who vouches for it.
   */
  readonly pin?: Pin | undefined;
  /** Closes the connection, whenever it is aborted. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly random?: Random;
};

/**
 * The signalling side of a radio: one WebSocket, one session. Every request returns a promise of
 * its answer, which is rejected with a `RadioError` when the server refuses and with a
 * `RadioClosedError` when the connection ends first.
 */
export class RadioClient {
  /** The keys of the channels that it is in with SRTP; `Media` wants them. */
  readonly keys: SrtpKeyring;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #connection: Connection;
  readonly #events = new Emitter<RadioEvents>();
  readonly #requests = new Requests();
  #heartbeat: Heartbeat | null = null;
  #ended: Closing | null = null;
  #lastS: number | null = null;
  #userId: string | null = null;
  #opened!: () => void;
  #closed!: (closing: Closing) => void;

  readonly #open = new Promise<void>((resolve) => {
    this.#opened = resolve;
  });

  /** Settled when the connection has ended, by whomever, with what it ended with. */
  readonly closed = new Promise<Closing>((resolve) => {
    this.#closed = resolve;
  });

  private constructor(url: string, options: ConnectOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? systemRandom;
    this.keys = new SrtpKeyring(this.#clock);
    this.#connection = new Connection({
      url,
      pin: options.pin,
      clock: this.#clock,
      signal: options.signal,
      onFrame: (frame) => this.#take(frame),
      onFault: (fault) => this.#events.emit('fault', fault),
      onClosed: (closing) => this.#end(closing),
    });
  }

  /**
   * Connects to a server and waits for its HELLO. Heartbeats go out by themselves from then on.
   *
   * @param url such as `wss://192.0.2.1:8443/ws`; see `serverUrl` for what people type
   * @throws {SyntaxError} when the URL is none of a WebSocket, or a pin has no TLS to go with
   * @throws {RadioClosedError} when the server cannot be reached, or does not say HELLO in 10 s
   */
  static async connect(url: string, options: ConnectOptions = {}): Promise<RadioClient> {
    const client = new RadioClient(url, options);
    const closing = await Promise.race([client.#open, client.closed]);
    if (closing !== undefined) throw new RadioClosedError(closing);
    return client;
  }

  /** The IP of the server, where the media goes too. */
  get serverAddress(): string {
    return this.#connection.serverAddress;
  }

  /** Listens to an event; returns a function that ends the subscription. */
  on<Name extends keyof RadioEvents>(
    name: Name,
    listener: (value: RadioEvents[Name]) => void,
  ): Cancel {
    return this.#events.on(name, listener);
  }

  /** Logs in. */
  async identify(userId: string, token: string): Promise<Ready> {
    const answer = await this.#request(Op.IDENTIFY, { user_id: userId, token });
    return answer as Ready;
  }

  /**
   * Joins a channel with an SSRC of its own (not zero, see `randomSsrc`). Where SRTP was asked for
   * and is spoken, the answer has `media.srtp`; where it has not, this radio is in with plain RTP.
   */
  async join(channelId: string, ssrc: number, options: JoinOptions = {}): Promise<Joined> {
    const { srtp } = options;
    const asked = { channel_id: channelId, ssrc, ...(srtp && { srtp: [...srtp] }) };
    const joined = await this.#acked(Op.CHANNEL_JOIN, asked);
    if (joined.media?.srtp) this.keys.join(channelId, ssrc, joined.media.srtp);
    return joined;
  }

  async leave(channelId: string): Promise<AckData<typeof Op.CHANNEL_LEAVE>> {
    const left = await this.#acked(Op.CHANNEL_LEAVE, { channel_id: channelId });
    this.keys.leave(channelId);
    return left;
  }

  /** Makes a channel. One that exists is left as it is, and that is not an error. */
  create(
    channelId: string,
    channelName: string,
    options: ChannelOptions = {},
  ): Promise<AckData<typeof Op.CHANNEL_CREATE>> {
    return this.#acked(Op.CHANNEL_CREATE, {
      channel_id: channelId,
      channel_name: channelName,
      ...options,
    });
  }

  /** Gives a channel another name. */
  update(channelId: string, channelName: string): Promise<AckData<typeof Op.CHANNEL_UPDATE>> {
    return this.#acked(Op.CHANNEL_UPDATE, { channel_id: channelId, channel_name: channelName });
  }

  delete(channelId: string): Promise<AckData<typeof Op.CHANNEL_DELETE>> {
    return this.#acked(Op.CHANNEL_DELETE, { channel_id: channelId });
  }

  async list(): Promise<ChannelSummary[]> {
    return (await this.#acked(Op.CHANNEL_LIST, null)).channels;
  }

  info(channelId: string): Promise<ChannelInfo> {
    return this.#acked(Op.CHANNEL_INFO, { channel_id: channelId });
  }

  /**
   * Sends a message to a channel.
   *
   * @param content at most 2,000 bytes of UTF-8
   * @returns the message as the server sends it to every member
   */
  async send(channelId: string, content: string): Promise<MessageEvent> {
    const answer = await this.#request(Op.MESSAGE_CREATE, { channel_id: channelId, content });
    return answer as MessageEvent;
  }

  /** Ends the session and the connection. Calling it again waits for the same end. */
  close(): Promise<Closing> {
    this.#connection.close();
    return this.closed;
  }

  #request<O extends ClientOp>(op: O, d: ClientPayload<O>): Promise<unknown> {
    if (this.#ended !== null) return Promise.reject(new RadioClosedError(this.#ended));
    const answer = this.#requests.add(op);
    this.#connection.send(op, d);
    return answer;
  }

  async #acked<O extends AckedOp>(op: O, d: ClientPayload<O>): Promise<AckData<O>> {
    // #acknowledged has checked it against the schema of this operation.
    return (await this.#request(op, d)) as AckData<O>;
  }

  #take(frame: ServerFrame): void {
    if ('s' in frame) this.#lastS = frame.s;
    switch (frame.op) {
      case Op.HELLO:
        this.#hello(frame.d.heartbeat_interval);
        break;
      case Op.HEARTBEAT_ACK:
        this.#heartbeat?.answered();
        break;
      case Op.READY:
        this.#userId = frame.d.user_id;
        this.#answer(Op.IDENTIFY, frame.d);
        break;
      case Op.CHANNEL_EVENT:
        if (frame.d.event === 'delete') this.keys.leave(frame.d.channel_id);
        this.#events.emit('channel', frame.d);
        break;
      case Op.MEDIA_KEY:
        this.#newKey(frame.d);
        break;
      case Op.MESSAGE_EVENT:
        this.#message(frame.d);
        break;
      case Op.ACK:
        this.#acknowledged(frame.d.op, frame.d.data);
        break;
      case Op.ERROR:
        if (!this.#requests.refuse(frame.d)) this.#events.emit('error', frame.d);
        break;
      case Op.RESUMED:
        this.#events.emit('fault', 'RESUMED without RESUME');
        break;
    }
  }

  #hello(intervalMs: number): void {
    if (this.#heartbeat !== null) {
      this.#events.emit('fault', 'HELLO for a second time');
      return;
    }
    this.#connection.established();
    this.#heartbeat = new Heartbeat({
      clock: this.#clock,
      random: this.#random,
      intervalMs,
      send: () => this.#connection.send(Op.HEARTBEAT, this.#lastS),
      lost: () => this.#connection.drop('the server does not answer heartbeats'),
    });
    this.#opened();
  }

  #newKey(key: MediaKey): void {
    try {
      this.keys.renew(key);
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

  #end(closing: Closing): void {
    this.#ended = closing;
    this.#heartbeat?.stop();
    this.#requests.close(closing);
    this.#closed(closing);
  }
}
