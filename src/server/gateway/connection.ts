import { CLOSE_REASON, CloseCode, ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import { Default, Limit, POKE_TIMEOUT_MS } from '../../contract/limits.ts';
import { Op, type ClientOp } from '../../contract/ops.ts';
import type { ClientPayload } from '../../contract/wire.ts';
import type { Cancel } from '../clock.ts';
import type { Link, Session } from '../hubs/user-hub.ts';
import {
  errorFrame,
  heartbeatAckFrame,
  helloFrame,
  readyFrame,
  resumedFrame,
} from '../net/frames.ts';
import { loginRefused } from '../net/net-events.ts';
import type { ConnectionContext, Upgraded } from './connection-context.ts';
import { countLimit } from './count-limit.ts';
import { FrameRate, type FrameVerdict } from './frame-rate.ts';
import { handle, type DueAnswer } from './handlers.ts';
import { Outbox } from './outbox.ts';
import { Pokes } from './pokes.ts';
import { RequestQueue } from './request-queue.ts';
import { BEFORE_IDENTIFY, parseRequest, type Parsed } from './requests.ts';
import { RoundTrip } from './round-trip.ts';

/** What stands for the end of a connection without a close frame. */
const NO_CLOSE_FRAME = 1006;

/** One radio's WebSocket, from HELLO to its close. */
export class Connection implements Link {
  readonly ip: string;
  readonly address: string;
  readonly secure: boolean;
  readonly #socket: Upgraded['socket'];
  readonly #context: ConnectionContext;
  readonly #outbox: Outbox;
  readonly #queue: RequestQueue;
  readonly #rate: FrameRate;
  /** There once it has been poked. */
  #pokes: Pokes | undefined;
  /** There once it has logged in. */
  #roundTrip: RoundTrip | undefined;
  #session: Session | undefined;
  #failedIdentifies = 0;
  #closing = false;
  /** The radio broke the protocol of the WebSocket, which is why it ends. */
  #faulted = false;
  #timer: Cancel | undefined;

  constructor({ socket, stream, ip, address, secure }: Upgraded, context: ConnectionContext) {
    this.ip = ip;
    this.address = address;
    this.secure = secure;
    this.#socket = socket;
    this.#context = context;
    this.#outbox = new Outbox(stream, context.turn, context.queueBytes, context.directSend);
    this.#rate = new FrameRate(context.framesPerMinute);
    this.#queue = new RequestQueue({
      parse: (text, isOverRate) => this.#parse(text, isOverRate),
      attempt: (parsed) => this.#attempt(parsed),
      isClosing: () => this.#closing,
      pause: (isPaused) => (isPaused ? socket.pause() : socket.resume()),
    });
    socket.writesBehind(this.#outbox);
    socket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary));
    socket.on('ping', () => this.#pinged());
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
    countLimit(this.#context.limits, code);
    this.#stopTimer();
    this.#socket.resume();
    this.#socket.close(code, CLOSE_REASON[code]);
    // A radio that is gone, or does not read, never answers the close frame.
    this.#timer = this.#context.clock.after(Default.CLOSE_TIMEOUT_MS, () => this.terminate());
  }

  poke(): Promise<number | null> {
    if (this.#closing) return Promise.resolve(null);
    this.#pokes ??= new Pokes(this.#context.clock, POKE_TIMEOUT_MS);
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
    this.#pokes?.giveUp();
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
    const rttMs = this.#pokes?.answered(payload) ?? this.#roundTrip?.end(payload) ?? null;
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
    const verdict = this.#judge();
    if (verdict !== 'close') this.#queue.add(data.toString('utf8'), verdict === 'refuse');
  }

  /** A ping asks for an answer as a frame does, which the WebSocket library gives. */
  #pinged(): void {
    if (this.#closing) return;
    this.#heard();
    this.#judge();
  }

  /** Counts a frame; ends the connection of a radio that keeps sending too many. */
  #judge(): FrameVerdict {
    const { clock, limits } = this.#context;
    const verdict = this.#rate.judge(clock.monotonic());
    if (verdict !== 'take') limits.hit('frames_per_minute');
    if (verdict === 'close') this.#end(CloseCode.RATE_LIMITED);
    return verdict;
  }

  #parse(text: string, isOverRate: boolean): Parsed {
    const { clock } = this.#context;
    return parseRequest(text, (op) =>
      isOverRate ? this.#rate.refusal(clock.monotonic()) : this.#mayNotUse(op),
    );
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

  async #identify({ user_id, token, resume }: ClientPayload<typeof Op.IDENTIFY>): Promise<void> {
    const { desk, net } = this.#context;
    this.#queue.hold(true);
    const result = await desk.logIn(user_id, token, this.ip);
    if (this.#closing) return;
    this.#queue.hold(false);
    if (!result.ok) {
      this.#failIdentify(Op.IDENTIFY, result.refusal, user_id);
      return;
    }
    this.#stopTimer();
    this.#session = net.openSession(result.identity, this);
    const resumeToken = resume ? net.offerResume(this.#session) : undefined;
    this.#reply(readyFrame(this.#session.id, this.#session.userId, resumeToken));
    this.#ping();
  }

  #resume(claim: ClientPayload<typeof Op.RESUME>): void {
    const { catchUp, desk, net } = this.#context;
    const locked = desk.locked(null, this.ip);
    if (locked) {
      this.#failIdentify(Op.RESUME, locked);
      return;
    }
    catchUp?.();
    const outcome = net.resumeSession(this, claim);
    if ('refused' in outcome) {
      desk.resumeFailed(this.ip);
      const reason = `${outcome.refused}; identify anew`;
      this.#failIdentify(Op.RESUME, refuse(ErrorCode.TOKEN_INVALID, reason));
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

  #failIdentify(op: ClientOp, refusal: Refusal, userId?: string): void {
    const { reason, code } = refusal;
    this.#context.net.happened.emit(loginRefused(userId, this.address, reason));
    this.#context.log.warn({ from: this.address, reason }, 'log-in refused');
    this.#refuse(refusal, op);
    this.#failedIdentifies += 1;
    if (code === ErrorCode.BANNED) this.close(CloseCode.BANNED);
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
