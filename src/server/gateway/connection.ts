import type { Duplex } from 'node:stream';
import { CLOSE_REASON, CloseCode, ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import { Default, Limit, POKE_TIMEOUT_MS } from '../../contract/limits.ts';
import { Op, type ClientOp } from '../../contract/ops.ts';
import type { ClientPayload } from '../../contract/wire.ts';
import type { Identified } from '../auth/authenticator.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import type { Log } from '../log.ts';
import {
  errorFrame,
  heartbeatAckFrame,
  helloFrame,
  readyFrame,
  resumedFrame,
} from '../net/frames.ts';
import type { Net } from '../net/net.ts';
import { handle } from './handlers.ts';
import { Outbox } from './outbox.ts';
import type { RadioSocket } from './radio-socket.ts';
import { Pokes } from './pokes.ts';
import { BEFORE_IDENTIFY, parseRequest } from './requests.ts';
import { RoundTrip } from './round-trip.ts';
import type { Turn } from './turn.ts';

/** What stands for the end of a connection without a close frame. */
const NO_CLOSE_FRAME = 1006;

/** Tells who a radio is from what it says of itself. */
type Identify = (userId: string, token: string) => Promise<Identified>;

/** What every connection of a gateway shares. */
export type ConnectionContext = {
  readonly net: Net;
  readonly identify: Identify;
  /** Takes in what became of tokens meanwhile; a session whose token was revoked ends. */
  readonly catchUp?: () => void;
  readonly clock: Clock;
  readonly log: Log;
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
  readonly #pokes: Pokes;
  /** Frames behind the one that is being handled; there only while one is. */
  #waiting: string[] | undefined;
  /** There once it has logged in. */
  #roundTrip: RoundTrip | undefined;
  #session: Session | undefined;
  #failedIdentifies = 0;
  #closing = false;
  /** The radio broke the protocol of the WebSocket, which is why it ends. */
  #faulted = false;
  #timer: Cancel | undefined;

  constructor({ socket, stream, ip, address }: Upgraded, context: ConnectionContext) {
    this.ip = ip;
    this.address = address;
    this.#socket = socket;
    this.#context = context;
    this.#outbox = new Outbox(stream, context.turn, context.queueBytes);
    this.#pokes = new Pokes(context.clock, POKE_TIMEOUT_MS);
    socket.writesBehind(this.#outbox);
    socket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary));
    socket.on('ping', () => this.#heard());
    socket.on('pong', (payload: Buffer) => this.#ponged(payload));
    socket.on('close', (code) => this.#closed(code));
    socket.on('error', (error) => {
      this.#faulted = true;
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

  poke(): Promise<number | null> {
    if (this.#closing) return Promise.resolve(null);
    return this.#pokes.begin((payload) => this.#socket.ping(payload));
  }

  /** Ends the TCP connection at once. */
  terminate(): void {
    this.#socket.terminate();
  }

  /** @param code that of the radio's close frame; 1006 where none came (RFC 6455, section 7.1.5) */
  #closed(code: number): void {
    const isLost = code === NO_CLOSE_FRAME && !this.#closing && !this.#faulted;
    this.#closing = true;
    this.#stopTimer();
    this.#pokes.giveUp();
    // A session that was resumed has another connection by now.
    if (this.#session?.link !== this) return;
    if (isLost) this.#context.net.loseSession(this.#session, this);
    else this.#context.net.endSession(this.#session);
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
    const rttMs = this.#pokes.answered(payload) ?? this.#roundTrip?.end(payload) ?? null;
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
        if (typeof request.d === 'number') this.#session?.resumption?.replay.received(request.d);
        this.#reply(heartbeatAckFrame);
        this.#ping();
        return undefined;
      case Op.IDENTIFY:
        return this.#identify(request.d);
      case Op.RESUME:
        this.#resume(request.d);
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

  async #identify({ user_id, token, resume }: ClientPayload<typeof Op.IDENTIFY>): Promise<void> {
    this.#socket.pause();
    const result = await this.#context.identify(user_id, token);
    if (this.#closing) return;
    this.#socket.resume();
    if (!result.ok) {
      this.#failIdentify(Op.IDENTIFY, result.reason);
      return;
    }
    this.#stopTimer();
    this.#session = this.#context.net.openSession(result.identity, this);
    const resumeToken = resume ? this.#context.net.offerResume(this.#session) : undefined;
    this.#reply(readyFrame(this.#session.id, this.#session.userId, resumeToken));
    this.#ping();
  }

  #resume(claim: ClientPayload<typeof Op.RESUME>): void {
    this.#context.catchUp?.();
    const outcome = this.#context.net.resumeSession(this, claim);
    if ('refused' in outcome) {
      this.#failIdentify(Op.RESUME, `${outcome.refused}; identify anew`);
      return;
    }
    this.#stopTimer();
    this.#session = outcome.session;
    for (const { bytes } of outcome.missed) this.#reply(bytes);
    this.#reply(resumedFrame(outcome.missed.length));
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
