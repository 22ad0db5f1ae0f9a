import type { Duplex } from 'node:stream';
import { CLOSE_REASON, CloseCode, ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import { Default, Limit } from '../../contract/limits.ts';
import { Op, type ClientOp } from '../../contract/ops.ts';
import type { ClientPayload } from '../../contract/wire.ts';
import type { Identified } from '../auth/authenticator.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Emitter } from '../emitter.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import type { Log } from '../log.ts';
import { errorFrame, heartbeatAckFrame, helloFrame, readyFrame } from '../net/frames.ts';
import type { Net } from '../net/net.ts';
import { handle } from './handlers.ts';
import { Outbox } from './outbox.ts';
import type { RadioSocket } from './radio-socket.ts';
import { BEFORE_IDENTIFY, parseRequest } from './requests.ts';
import { RoundTrip } from './round-trip.ts';
import type { Turn } from './turn.ts';

/** What a WebSocket is said to have closed with when it ended without a word (RFC 6455, 7.4.1). */
const NO_CLOSE_FRAME = 1006;

/** Tells who a radio is from what it says of itself. */
type Identify = (userId: string, token: string) => Promise<Identified>;

/** A log-in that was refused. */
export type RefusedLogIn = { readonly ip: string; readonly userId: string };

/** What every connection of a gateway shares. */
export type ConnectionContext = {
  readonly net: Net;
  readonly identify: Identify;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of each IDENTIFY that is refused. */
  readonly refused?: Emitter<RefusedLogIn>;
  readonly udpPort: number;
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
    if (this.#waiting) this.#waiting.push(text);
    else void this.#pump([text]);
  }

  /** Takes the frames one after another; those behind an IDENTIFY wait for its outcome. */
  async #pump(waiting: string[]): Promise<void> {
    this.#waiting = waiting;
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      try {
        const pending = this.#take(text);
        if (pending) await pending;
      } catch (error) {
        this.#context.log.error({ from: this.address, error }, 'a request failed');
        this.#refuse(refuse(ErrorCode.INTERNAL, 'internal error; the net goes on'), undefined);
      }
      if (this.#closing) break;
    }
    this.#waiting = undefined;
  }

  #take(text: string): Promise<void> | undefined {
    const parsed = parseRequest(text, (op) => this.#mayNotUse(op));
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
        this.#failIdentify(Op.RESUME, 'there is no such session to resume; identify anew');
        return undefined;
      default: {
        // #mayNotUse lets these through for a radio that is logged in alone.
        if (!this.#session) return undefined;
        const answer = handle(this.#context, this.#session, request);
        if (answer === null) return undefined;
        if ('refusal' in answer) this.#refuse(answer.refusal, request.op);
        else this.#reply(answer);
        return undefined;
      }
    }
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
      this.#failIdentify(Op.IDENTIFY, result.reason);
      this.#context.refused?.emit({ ip: this.ip, userId: user_id });
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

  #failIdentify(op: ClientOp, reason: string): void {
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
