import { CloseCode, ErrorCode } from '../contract/errors.ts';
import { type ClientOp, Op } from '../contract/ops.ts';
import type { Pin } from '../contract/pin.ts';
import type { ClientPayload } from '../contract/wire.ts';
import type { Cancel, Clock } from './clock.ts';
import { Backoff, CONNECTION_LOST, comesBack, mayPass } from './comeback.ts';
import { Emitter } from './emitter.ts';
import { type Closing, RadioClosedError, RadioError, errorText } from './errors.ts';
import type { IdentifiedAnew, JoinOptions, Joined, RadioEvents, Ready } from './events.ts';
import { Inbox } from './inbox.ts';
import { Line } from './line.ts';
import { Places } from './places.ts';
import { type Random, randomSsrc } from './random.ts';
import { Requests } from './requests.ts';
import { SrtpKeyring } from './srtp-keyring.ts';

export type SessionOptions = {
  readonly url: string;
  readonly pin: Pin | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal | undefined;
  /** Whether to come back after the loss of a connection. */
  readonly reconnect: boolean;
};

/** A radio's session on a net, over one connection after another. */
export class RadioSession {
  readonly events = new Emitter<RadioEvents>();
  readonly keys: SrtpKeyring;
  readonly #options: SessionOptions;
  readonly #requests = new Requests();
  readonly #places = new Places();
  readonly #backoff: Backoff;
  readonly #inbox: Inbox;
  #line: Line;
  #login: { readonly user_id: string; readonly token: string } | null = null;
  /** What the session can be resumed with; null for one that cannot. */
  #resumption: { readonly session_id: string; readonly resume_token: string } | null = null;
  /** Why there is no connection at present that requests could go over; null where there is one. */
  #away: Closing | null = null;
  #ended: Closing | null = null;
  #isClosing = false;
  #cancelWait: Cancel | null = null;
  #opened!: () => void;
  #closed!: (closing: Closing) => void;

  /** Settled when the first connection stands. */
  readonly open = new Promise<void>((resolve) => {
    this.#opened = resolve;
  });

  /** Settled when the radio has no connection, and will have none. */
  readonly closed = new Promise<Closing>((resolve) => {
    this.#closed = resolve;
  });

  /** @throws {SyntaxError} when the URL is none of a WebSocket */
  constructor(options: SessionOptions) {
    const { clock, random, signal } = options;
    this.#options = options;
    this.keys = new SrtpKeyring(clock);
    this.#backoff = new Backoff(clock, random);
    this.#inbox = new Inbox(this.#requests, this.events, this.keys);
    this.#line = this.#dial(() => this.#opened());
    signal?.addEventListener('abort', this.close, { once: true });
  }

  get serverAddress(): string {
    return this.#line.serverAddress;
  }

  async identify(userId: string, token: string): Promise<Ready> {
    const login = { user_id: userId, token };
    const answer = await this.request(Op.IDENTIFY, this.#identification(login));
    return this.#loggedIn(login, answer as Ready);
  }

  async join(channelId: string, ssrc: number, options: JoinOptions): Promise<Joined> {
    if (this.#away !== null) throw new RadioClosedError(this.#away);
    return this.#orDoubt(channelId, this.#join(channelId, ssrc, options));
  }

  async leave(channelId: string): Promise<unknown> {
    if (this.#away !== null) throw new RadioClosedError(this.#away);
    const leaving = this.#ask(Op.CHANNEL_LEAVE, { channel_id: channelId });
    const left = await this.#orDoubt(channelId, leaving);
    this.#forget(channelId);
    return left;
  }

  /** Sends a request; rejects at once while there is no connection. */
  request<O extends ClientOp>(op: O, d: ClientPayload<O>): Promise<unknown> {
    const closing = this.#ended ?? this.#away;
    return closing === null ? this.#ask(op, d) : Promise.reject(new RadioClosedError(closing));
  }

  /** Ends the session and the connection, or the attempts to come back. */
  readonly close = (): void => {
    this.#isClosing = true;
    if (this.#cancelWait === null) this.#line.close();
    else this.#end({ code: 1000, reason: '' });
  };

  #dial(onHello: () => void): Line {
    const { url, pin, clock, random, signal } = this.#options;
    return new Line({
      ...{ url, pin, clock, random, signal, onHello },
      lastS: () => this.#inbox.lastS,
      onFrame: (frame) => {
        const gone = this.#inbox.take(frame);
        if (gone !== null) this.#places.left(gone);
      },
      onFault: (fault) => this.events.emit('fault', fault),
      onClosed: (closing) => this.#lost(closing),
    });
  }

  #lost(closing: Closing): void {
    this.#requests.close(closing);
    const stays = this.#isClosing || this.#options.signal?.aborted === true;
    if (stays || !this.#options.reconnect || !this.#login || !comesBack(closing.code)) {
      this.#end(closing);
      return;
    }
    // With a close frame the server has ended the session itself.
    if (closing.code !== CONNECTION_LOST) this.#resumption = null;
    const isNews = this.#away === null;
    this.#away = closing;
    this.#cancelWait = this.#options.clock.after(this.#backoff.next(closing.code), () => {
      this.#cancelWait = null;
      this.#line = this.#dial(() => void this.#comeBack());
    });
    if (isNews) this.events.emit('lost', closing);
  }

  async #comeBack(): Promise<void> {
    try {
      const replayed = await this.#resume();
      const anew = replayed === null ? await this.#identifyAnew() : null;
      this.#away = null;
      this.#backoff.isBack();
      if (anew !== null) this.events.emit('identified', anew);
      else this.events.emit('resumed', { replayed: replayed ?? 0 });
    } catch (error) {
      // A connection that was lost again has its next attempt already.
      if (error instanceof RadioClosedError) return;
      if (error instanceof RadioError && !mayPass(error.code)) this.#giveUp(error);
      else this.#line.drop(errorText(error));
    }
  }

  /** @returns how many events were replayed; null where the session cannot be resumed */
  async #resume(): Promise<number | null> {
    if (this.#resumption === null) return null;
    try {
      const claim = { ...this.#resumption, s: this.#inbox.lastS ?? 0 };
      const { replayed } = (await this.#ask(Op.RESUME, claim)) as { replayed: number };
      for (const channelId of this.#places.takeDoubtful()) this.#leaveAnyway(channelId);
      return replayed;
    } catch (error) {
      if (error instanceof RadioError && error.code === ErrorCode.TOKEN_INVALID) return null;
      throw error;
    }
  }

  /** Leaves a channel of which it is not known whether this radio is in it. */
  #leaveAnyway(channelId: string): void {
    this.keys.leave(channelId);
    // That it was not in it is as good an answer.
    this.#ask(Op.CHANNEL_LEAVE, { channel_id: channelId }).catch(() => undefined);
  }

  async #identifyAnew(): Promise<IdentifiedAnew> {
    if (this.#login === null) throw new TypeError('nobody has logged in');
    const answer = await this.#ask(Op.IDENTIFY, this.#identification(this.#login));
    const { session_id } = this.#loggedIn(this.#login, answer as Ready);
    this.#places.takeDoubtful();
    const joined: IdentifiedAnew['joined'][number][] = [];
    const missing: IdentifiedAnew['missing'][number][] = [];
    for (const [channel_id, { ssrc, options }] of this.#places.all()) {
      this.keys.leave(channel_id);
      try {
        joined.push(await this.#rejoin(channel_id, ssrc, options));
      } catch (error) {
        if (!(error instanceof RadioError)) throw error;
        this.#forget(channel_id);
        missing.push({ channel_id, ssrc, error });
      }
    }
    return { session_id, joined, missing };
  }

  async #rejoin(
    channelId: string,
    ssrc: number,
    options: JoinOptions,
  ): Promise<Joined & { ssrc: number }> {
    try {
      return { ...(await this.#join(channelId, ssrc, options)), ssrc };
    } catch (error) {
      if (!(error instanceof RadioError) || error.code !== ErrorCode.SSRC_IN_USE) throw error;
      const other = randomSsrc(this.#options.random);
      return { ...(await this.#join(channelId, other, options)), ssrc: other };
    }
  }

  async #join(channelId: string, ssrc: number, options: JoinOptions): Promise<Joined> {
    const { srtp } = options;
    const asked = { channel_id: channelId, ssrc, ...(srtp && { srtp: [...srtp] }) };
    // The inbox has checked it against the schema of this operation.
    const joined = (await this.#ask(Op.CHANNEL_JOIN, asked)) as Joined;
    this.#places.joined(channelId, { ssrc, options });
    if (joined.media?.srtp) this.keys.join(channelId, ssrc, joined.media.srtp);
    return joined;
  }

  /** An answer that is lost leaves it open whether this radio is in the channel. */
  async #orDoubt<T>(channelId: string, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof RadioClosedError) this.#places.doubt(channelId);
      throw error;
    }
  }

  #forget(channelId: string): void {
    this.#places.left(channelId);
    this.keys.leave(channelId);
  }

  #identification(login: { user_id: string; token: string }): ClientPayload<typeof Op.IDENTIFY> {
    return this.#options.reconnect ? { ...login, resume: true } : login;
  }

  #loggedIn(login: { user_id: string; token: string }, ready: Ready): Ready {
    const { session_id, resume_token } = ready;
    this.#login = login;
    this.#resumption = resume_token === undefined ? null : { session_id, resume_token };
    return ready;
  }

  #ask<O extends ClientOp>(op: O, d: ClientPayload<O>): Promise<unknown> {
    if (this.#ended !== null) return Promise.reject(new RadioClosedError(this.#ended));
    const answer = this.#requests.add(op);
    this.#line.send(op, d);
    return answer;
  }

  /** The token is no longer good: there is nothing to come back with. */
  #giveUp({ code, reason }: RadioError): void {
    this.#isClosing = true;
    this.#end({
      code: CloseCode.IDENTIFY_FAILED,
      reason: `could not log in again: ${code} ${reason}`,
    });
    this.#line.close();
  }

  #end(closing: Closing): void {
    if (this.#ended !== null) return;
    this.#ended = closing;
    this.#cancelWait?.();
    this.#cancelWait = null;
    this.#options.signal?.removeEventListener('abort', this.close);
    this.#requests.close(closing);
    this.#closed(closing);
  }
}
