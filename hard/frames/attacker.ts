import { CloseCode, ErrorCode } from '../../src/contract/errors.ts';
import { Op } from '../../src/contract/ops.ts';
import { serverFrame } from '../../src/contract/wire.ts';
import type { Chance } from '../chance.ts';
import type { NetProcess } from '../net-process.ts';
import type { Faults } from '../row.ts';
import { until } from '../until.ts';
import { RawSocket, textFrame } from '../websocket.ts';
import { anyText } from './grammar.ts';
import { anyTrick, asFrames } from './tricks.ts';

/** What all attackers together have done. */
export type Tally = {
  frames: number;
  texts: number;
  answers: number;
  connections: number;
  /** How connections ended, by code. */
  readonly endings: Map<number | null, number>;
};

const ERROR_CODES = new Set<number>(Object.values(ErrorCode));

/** What may end a connection that has broken no rule of WebSocket: too many guesses, a take-over. */
const ALLOWED = new Set<number | null>([CloseCode.IDENTIFY_FAILED, CloseCode.REPLACED]);

/** Frames of one connection at most, and of one burst. */
const MOST_FRAMES = 400;
const BURST = 48;

/** How often a burst ends in something that ends the connection. */
const TRICKS = 0.35;

/** One connection, from its opening to its end by a trick or by a rule. */
export async function attack(
  net: NetProcess,
  chance: Chance,
  tally: Tally,
  faults: Faults,
): Promise<void> {
  const attacker = new Attacker(chance, tally, faults);
  await attacker.run(net);
}

/** Requests that are answered once they are on disk. */
const KEPT = new Set<unknown>([
  Op.CHANNEL_CREATE,
  Op.CHANNEL_UPDATE,
  Op.CHANNEL_DELETE,
  Op.MESSAGE_CREATE,
]);

/** Whether the answer to a text, and so to those behind it, may wait for the disk. */
function mayBeKept(text: string): boolean {
  try {
    return KEPT.has((JSON.parse(text) as { op?: unknown } | null)?.op);
  } catch {
    return false;
  }
}

class Attacker {
  readonly #chance: Chance;
  readonly #tally: Tally;
  readonly #faults: Faults;
  /** Texts that went out, and answers that came in. */
  #asked = 0;
  #answered = 0;
  #userId: string | undefined;
  /** How many of them have an answer that waits for nothing, whatever comes behind them. */
  #prompt = 0;
  /** What went out last, to find a fault again. */
  #last: string[] = [];
  #hasEnded = false;
  /** Whether no text waits for the outcome of a log-in: then each is answered before the next. */
  #isPrompt = false;

  constructor(chance: Chance, tally: Tally, faults: Faults) {
    this.#chance = chance;
    this.#tally = tally;
    this.#faults = faults;
  }

  async run(net: NetProcess): Promise<void> {
    const chance = this.#chance;
    const socket = await RawSocket.open(net.at.wsPort, {
      text: (payload) => this.#take(payload),
      odd: (what) => this.#fault(`the server sent ${what}`),
    });
    void socket.ended.then(() => {
      this.#hasEnded = true;
    });
    this.#tally.connections += 1;
    if (chance.odds(0.85)) {
      const user_id = `attacker ${chance.below(64)}`;
      socket.write(
        textFrame(JSON.stringify({ op: Op.IDENTIFY, d: { user_id, token: net.secret } })),
      );
      this.#asked += 1;
      if (chance.odds(0.8)) await this.#allAnswered();
    }
    this.#isPrompt = this.#userId !== undefined;
    let codes: readonly (number | null)[] | undefined;
    for (let sent = 0; sent < MOST_FRAMES && codes === undefined && !this.#hasEnded;) {
      sent += this.#burst(socket);
      if (chance.odds(TRICKS)) codes = this.#trick(socket);
      else await this.#allAnswered();
    }
    await this.#end(socket, codes);
  }

  /** Some texts at once. */
  #burst(socket: RawSocket): number {
    const parts: Buffer[] = [];
    let count = 0;
    this.#last = [];
    let isPrompt = true;
    for (let texts = 1 + this.#chance.below(BURST); texts > 0; texts -= 1) {
      const text = anyText(this.#chance);
      const { bytes, frames } = asFrames(text, this.#chance);
      if (isPrompt && mayBeKept(text)) isPrompt = false;
      parts.push(bytes);
      if (isPrompt) this.#prompt = this.#asked + parts.length;
      count += frames;
      this.#last.push(text.slice(0, 300));
    }
    this.#asked += parts.length;
    this.#tally.texts += parts.length;
    this.#tally.frames += count;
    socket.write(Buffer.concat(parts));
    return count;
  }

  #trick(socket: RawSocket): readonly (number | null)[] {
    const { name, bytes, frames, codes } = anyTrick(this.#chance);
    this.#tally.frames += frames;
    this.#last.push(`(${name}: ${bytes.toString('hex', 0, 100)})`);
    socket.write(bytes);
    return codes;
  }

  async #end(socket: RawSocket, codes: readonly (number | null)[] | undefined): Promise<void> {
    // Whoever waits for the rest of a frame, or for nothing more, is left alone.
    const mustClose = codes !== undefined && codes.length > 0;
    if (!mustClose && !this.#hasEnded) socket.tcp.resetAndDestroy();
    else await until('the connection ends', () => this.#hasEnded, this.#inVain);
    const code = await Promise.race([socket.ended, Promise.resolve('open' as const)]);
    if (code === 'open') socket.tcp.resetAndDestroy();
    const { endings } = this.#tally;
    const ending = code === 'open' ? null : code;
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    if (!mustClose || ALLOWED.has(ending)) return;
    if (!codes.includes(ending)) this.#fault(`closed with ${ending}, not ${codes.join()}`);
    // What was said before the trick was in order: it has been answered, but for what waits.
    else if (this.#isPrompt && this.#answered < this.#prompt)
      this.#fault(`${this.#prompt - this.#answered} unanswered`);
  }

  async #allAnswered(): Promise<void> {
    const isSo = (): boolean => this.#hasEnded || this.#answered >= this.#asked;
    if (!isSo()) await until('every text is answered', isSo, this.#inVain);
  }

  readonly #inVain = (error: Error): void => {
    this.#fault(`${error.message}: ${this.#answered} answers to ${this.#asked} texts`);
    this.#hasEnded = true;
  };

  #take(payload: Buffer): void {
    const frame = JSON.parse(payload.toString()) as { op: number; d: Record<string, unknown> };
    const { op, d } = frame;
    if (this.#chance.odds(0.01) && !serverFrame.safeParse(frame).success) {
      this.#fault(`not of the contract: ${JSON.stringify(frame)}`);
    }
    if (op === Op.READY) this.#userId = String(d['user_id']);
    if (op === Op.ERROR && !ERROR_CODES.has(Number(d['code']))) this.#fault(JSON.stringify(frame));
    if (op === Op.ERROR && d['code'] === ErrorCode.INTERNAL) this.#fault(JSON.stringify(frame));
    const isEvent = op === Op.CHANNEL_EVENT || op === Op.MEDIA_KEY || op === Op.HELLO;
    const isOthers = op === Op.MESSAGE_EVENT && d['author_id'] !== this.#userId;
    if (isEvent || isOthers) return;
    this.#answered += 1;
    this.#tally.answers += 1;
  }

  #fault(what: string): void {
    this.#faults.add(`${what}; said last: ${this.#last.join(' | ').slice(0, 1_000)}`);
  }
}
