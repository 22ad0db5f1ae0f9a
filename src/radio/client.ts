import { type ClientOp, Op } from '../contract/ops.ts';
import type { Pin } from '../contract/pin.ts';
import type {
  AckData,
  AckedOp,
  ChannelSummary,
  ClientPayload,
  MessageEvent,
} from '../contract/wire.ts';
import { type Cancel, type Clock, systemClock } from './clock.ts';
import { type Closing, RadioClosedError } from './errors.ts';
import type { JoinOptions, Joined, RadioEvents, Ready } from './events.ts';
import { type Random, systemRandom } from './random.ts';
import { RadioSession } from './session.ts';
import type { SrtpKeyring } from './srtp-keyring.ts';

export type ChannelInfo = AckData<typeof Op.CHANNEL_INFO>;
export type ChannelOptions = Pick<ClientPayload<typeof Op.CHANNEL_CREATE>, 'mode' | 'capacity'>;

export type ConnectOptions = {
  /**
   * What the key of the server's certificate has to be. Then nothing else of the certificate counts;
   * without it, it is verified as usual: names, dates and who vouches for it.
   */
  readonly pin?: Pin | undefined;
  /** Closes the connection, whenever it is aborted. */
  readonly signal?: AbortSignal;
  /** Whether it comes back by itself when its connection is lost after the log-in; default true. */
  readonly reconnect?: boolean;
  readonly clock?: Clock;
  readonly random?: Random;
};

/**
 * The signalling side of a radio. Every request returns a promise of its answer, which is rejected
 * with a `RadioError` when the server refuses and with a `RadioClosedError` when the connection ends
 * first: then nobody knows whether it was carried out.
 *
 * A radio that is logged in and loses its connection comes back by itself (`lost`), into its session
 * where that is possible (`resumed`), with a new log-in and into the channels that it was in where it
 * is not (`identified`). Meanwhile requests are rejected. See `Backoff` for how often it tries.
 */
export class RadioClient {
  readonly #session: RadioSession;

  private constructor(url: string, options: ConnectOptions) {
    this.#session = new RadioSession({
      url,
      pin: options.pin,
      clock: options.clock ?? systemClock,
      random: options.random ?? systemRandom,
      signal: options.signal,
      reconnect: options.reconnect ?? true,
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
    const closing = await Promise.race([client.#session.open, client.closed]);
    if (closing !== undefined) throw new RadioClosedError(closing);
    return client;
  }

  /** The keys of the channels that it is in with SRTP; `Media` wants them. */
  get keys(): SrtpKeyring {
    return this.#session.keys;
  }

  /** Settled when the connection has ended for good, by whomever, with what it ended with. */
  get closed(): Promise<Closing> {
    return this.#session.closed;
  }

  /** The IP of the server, where the media goes too. */
  get serverAddress(): string {
    return this.#session.serverAddress;
  }

  /** Listens to an event; returns a function that ends the subscription. */
  on<Name extends keyof RadioEvents>(
    name: Name,
    listener: (value: RadioEvents[Name]) => void,
  ): Cancel {
    return this.#session.events.on(name, listener);
  }

  /** Logs in. */
  identify(userId: string, token: string): Promise<Ready> {
    return this.#session.identify(userId, token);
  }

  /**
   * Joins a channel with an SSRC of its own (not zero, see `randomSsrc`). Where SRTP was asked for
   * and is spoken, the answer has `media.srtp`; where it has not, this radio is in with plain RTP.
   * Where the connection is lost before the answer, it is not in the channel once it is back.
   */
  join(channelId: string, ssrc: number, options: JoinOptions = {}): Promise<Joined> {
    return this.#session.join(channelId, ssrc, options);
  }

  /** Leaves a channel. Where the connection is lost before the answer, it has left once it is back. */
  async leave(channelId: string): Promise<AckData<typeof Op.CHANNEL_LEAVE>> {
    return (await this.#session.leave(channelId)) as AckData<typeof Op.CHANNEL_LEAVE>;
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
    const asked = { channel_id: channelId, content };
    return (await this.#session.request(Op.MESSAGE_CREATE, asked)) as MessageEvent;
  }

  /** Ends the session and the connection. Calling it again waits for the same end. */
  close(): Promise<Closing> {
    this.#session.close();
    return this.closed;
  }

  async #acked<O extends AckedOp & ClientOp>(op: O, d: ClientPayload<O>): Promise<AckData<O>> {
    // The inbox has checked it against the schema of this operation.
    return (await this.#session.request(op, d)) as AckData<O>;
  }
}
