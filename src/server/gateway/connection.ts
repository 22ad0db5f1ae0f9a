import type { Duplex } from 'node:stream';
import { CLOSE_REASON, CloseCode, ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import { Default, Limit } from '../../contract/limits.ts';
import { Op, type ClientOp } from '../../contract/ops.ts';
import type { ClientPayload } from '../../contract/wire.ts';
import type { Identified } from '../auth/authenticator.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import type { Log } from '../log.ts';
import { errorFrame, heartbeatAckFrame, helloFrame, readyFrame } from '../net/frames.ts';
import type { Net } from '../net/net.ts';
import { loginRefused } from '../net/net-events.ts';
import { handle, type DueAnswer, type Keeper } from './handlers.ts';
import { Outbox } from './outbox.ts';
import type { RadioSocket } from './radio-socket.ts';
import { BEFORE_IDENTIFY, parseRequest, type Parsed } from './requests.ts';
import { RoundTrip } from './round-trip.ts';
import type { Turn } from './turn.ts';
import { UnderWay } from './under-way.ts';

/** Tells who a radio is from what it says of itself. */
type Identify = (userId: string, token: string) => Promise<Identified>;

/** What every connection of a gateway shares. */
export type ConnectionContext = {
  readonly net: Net;
  readonly identify: Identify;
  readonly clock: Clock;
  readonly log: Log;
  readonly udpPort: number;
  /** Keeps what is acknowledged; nothing waits where there is none. */
  readonly keeper?: Keeper | undefined;
  readonly heartbeatIntervalMs: number;
  readonly identifyTimeoutMs: number;
  /** Bytes that may wait for this radio before it counts as a slow reader. */
  readonly queueBytes: number;
  /** What all connections write at the end of the present turn of the event loop. */
  readonly turn: Turn;
};

/** A radio's connection as its upgrade left it. */
export type Upgraded = {
  readonly socket: RadioSocket;
  /** The TCP connection below it. */
  readonly stream: Duplex;
  /** The radio's IP in canonical form. */
  readonly ip: string;
  /** The radio's `ip:port`. */
  readonly address: string;
};

/** What a connection that broke is closed with (RFC 6455, section 7.1.5). */
const NO_CLOSE_FRAME = 1006;

/** Frames that wait for the disk before no more are read from the radio. */
const WAITING_FRAMES = 64;

/** One radio's WebSocket, from HELLO to its close. */
export class Connection implements Link {
  readonly ip: string;
  readonly address: string;
  readonly #socket: RadioSocket;
  readonly #context: ConnectionContext;
  readonly #outbox: Outbox;
  /** Frames behind the one that is being handled; there only while one is. */
  #waiting: string[] | undefined;
  /** There once it has logged in. */
  #roundTrip: RoundTrip | undefined;
  #session: Session | undefined;
  #failedIdentifies = 0;
  #closing = false;
  /** Messages that wait for the disk. */
  readonly #messages = new UnderWay();
  /** Whether nothing is read from the radio, as too much waits already. */
  #paused = false;
  #timer: Cancel | undefined;

  constructor({ socket, stream, ip, address }: Upgraded, context: ConnectionContext) {
    this.ip = ip;
    this.address = address;
    this.#socket = socket;
    this.#context = context;
    this.#outbox = new Outbox(stream, context.turn, context.queueBytes);
    socket.writesBehind(this.#outbox);
    socket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary));
    socket.on('ping', () => this.#heard());
    socket.on('pong', (payload: Buffer) => this.#ponged(payload));
    socket.on('close', (code) => this.#closed(code));
    socket.on('error', (error) => {
      context.log.debug({ from: this.address, reason: error.message }, 'connection fault');
    });
    this.#timer = context.clock.after(context.identifyTimeoutMs, () => {
      this.close(CloseCode.IDENTIFY_TIMEOUT);
    });
    this.send(helloFrame(context.heartbeatIntervalMs));
  }

  send(frame: Buffer): boolean {
    return this.#closing || this.#outbox.add(frame);
  }

  close(code: CloseCode): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#stopTimer();
    this.#socket.resume();
    this.#socket.close(code, CLOSE_REASON[code]);
    // A radio that is gone, or does not read, never answers the close frame.
    this.#timer = this.#context.clock.after(Default.CLOSE_TIMEOUT_MS, () => this.terminate());
  }

  /** Ends the TCP connection at once. */
  terminate(): void {
    this.#socket.terminate();
  }

  #closed(code: number): void {
    this.#closing = true;
    this.#stopTimer();
    const isLost = code === NO_CLOSE_FRAME;
    if (this.#session) this.#context.net.endSession(this.#session, undefined, isLost);
  }

  #heard(): void {
    if (this.#session && !this.#closing) this.#context.net.heard(this.#session);
  }

  /** Behind READY and heartbeats alone, so it costs no timer, and a silent radio is left alone. */
  #ping(): void {
    if (!this.#session || this.#closing) return;
    const { clock, heartbeatIntervalMs } = this.#context;
    // Half the interval, as heartbeats do not come to the millisecond.
    this.#roundTrip ??= new RoundTrip(clock, heartbeatIntervalMs / 2);
    const payload = this.#roundTrip.begin();
    if (payload) this.#socket.ping(payload);
  }

  /**
   * An answer to a ping of the net is written by the WebSocket library, whatever has become of the
   * radio above it, and the frame before the ping has counted already. Other pongs count.
   */
  #ponged(payload: Buffer): void {
    const rttMs = this.#roundTrip?.end(payload) ?? null;
    if (rttMs === null) this.#heard();
    else if (this.#session && !this.#closing) this.#context.net.measured(this.#session, rttMs);
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#closing) return;
    this.#heard();
    if (isBinary) {
      this.#end(CloseCode.BINARY_FRAME);
      return;
    }
    const text = data.toString('utf8');
    if (!this.#waiting) void this.#pump([text]);
    else if (this.#waiting.push(text) >= WAITING_FRAMES) this.#pause(true);
  }

  /**
   * Takes the frames one after another; those behind a request that waits, for its log-in or for
   * the disk, wait for its outcome. Messages wait for the disk together: they are answered in
   * their order anyway.
   */
  async #pump(waiting: string[]): Promise<void> {
    this.#waiting = waiting;
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      const parsed = this.#parse(text);
      const isMessage = 'request' in parsed && parsed.request.op === Op.MESSAGE_CREATE;
      const before = isMessage && !this.#messages.isFull ? undefined : this.#messages.last;
      if (before) await before;
      if (this.#closing) break;
      const pending = this.#attempt(parsed);
      if (pending && isMessage) this.#messages.add(pending);
      else if (pending) await pending;
      if (waiting.length === 0) this.#pause(false);
    }
    this.#waiting = undefined;
  }

  #pause(isPaused: boolean): void {
    if (this.#paused === isPaused) return;
    this.#paused = isPaused;
    if (isPaused) this.#socket.pause();
    else this.#socket.resume();
  }

  #parse(text: string): Parsed {
    return parseRequest(text, (op) => this.#mayNotUse(op));
  }

  #attempt(parsed: Parsed): Promise<void> | undefined {
    try {
      return this.#take(parsed)?.catch((error: unknown) => this.#failed(error));
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  #failed(error: unknown): void {
    this.#context.log.error({ from: this.address, error }, 'a request failed');
    this.#refuse(refuse(ErrorCode.INTERNAL, 'internal error; the net goes on'), undefined);
  }

  #take(parsed: Parsed): Promise<void> | undefined {
    if ('refusal' in parsed) {
      this.#refuse(parsed.refusal, parsed.op);
      return undefined;
    }
    const { request } = parsed;
    switch (request.op) {
      case Op.HEARTBEAT:
        this.#reply(heartbeatAckFrame);
        this.#ping();
        return undefined;
      case Op.IDENTIFY:
        return this.#identify(request.d);
      case Op.RESUME:
        this.#failIdentify(
          Op.RESUME,
          undefined,
          'there is no such session to resume; identify anew',
        );
        return undefined;
      default: {
        // #mayNotUse lets these through for a radio that is logged in alone.
        if (!this.#session) return undefined;
        const answer = handle(this.#context, this.#session, request);
        if (answer instanceof Promise) return answer.then((late) => this.#answer(late, request.op));
        this.#answer(answer, request.op);
        return undefined;
      }
    }
  }

  #answer(due: DueAnswer, op: ClientOp): void {
    const answer = typeof due === 'function' ? due() : due;
    if (answer === null) return;
    if ('refusal' in answer) this.#refuse(answer.refusal, op);
    else this.#reply(answer);
  }

  #mayNotUse(op: ClientOp): Refusal | undefined {
    if (!this.#session) {
      if (BEFORE_IDENTIFY.has(op)) return undefined;
      return refuse(ErrorCode.NOT_AUTHENTICATED, 'not identified; send IDENTIFY first');
    }
    if (op !== Op.IDENTIFY && op !== Op.RESUME) return undefined;
    const reason = `already identified on this connection as ${JSON.stringify(this.#session.userId)}`;
    return refuse(ErrorCode.ALREADY_IDENTIFIED, reason);
  }

  async #identify({ user_id, token }: ClientPayload<typeof Op.IDENTIFY>): Promise<void> {
    this.#socket.pause();
    const result = await this.#context.identify(user_id, token);
    if (this.#closing) return;
    this.#socket.resume();
    if (!result.ok) {
      this.#failIdentify(Op.IDENTIFY, user_id, result.reason);
      return;
    }
    this.#stopTimer();
    this.#session = this.#context.net.openSession(result.identity, this);
    this.#reply(readyFrame(this.#session.id, this.#session.userId));
    this.#ping();
  }

  /** A timer that has done its work must not keep anything alive for as long as the radio stays. */
  #stopTimer(): void {
    this.#timer?.();
    this.#timer = undefined;
  }

  #failIdentify(op: ClientOp, userId: string | undefined, reason: string): void {
    this.#context.net.happened.emit(loginRefused(userId, this.address, reason));
    this.#context.log.warn({ from: this.address, reason }, 'log-in refused');
    this.#refuse(refuse(ErrorCode.TOKEN_INVALID, reason), op);
    this.#failedIdentifies += 1;
    if (this.#failedIdentifies >= Limit.FAILED_IDENTIFIES) this.close(CloseCode.IDENTIFY_FAILED);
  }

  #refuse(refusal: Refusal, op: number | undefined): void {
    this.#reply(errorFrame(refusal, op));
  }

  #reply(frame: Buffer): void {
    if (!this.send(frame)) this.#end(CloseCode.SLOW_CONSUMER);
  }

  #end(code: CloseCode): void {
    if (this.#session) this.#context.net.endSession(this.#session, code);
    this.close(code);
  }
}
