import type { FakeWire } from '../../src/server/gateway/testing/fake-wire.ts';
import { radioFrame, serverFrames } from '../../src/server/gateway/testing/fake-wire.ts';
import { Op } from '../../src/contract/ops.ts';
import { Opcode } from '../websocket.ts';
import type { Chance } from '../chance.ts';
import type { DayNet } from './day-net.ts';

/** What a radio is up to; each but `well` is a fault that a day brings. */
export type Mood = 'away' | 'well' | 'silent' | 'deaf' | 'lost';

type Claim = { readonly session_id: string; readonly resume_token: string; s: number };

/** What is looked at in a frame of the server. */
type Said = {
  readonly op: number;
  readonly s?: number;
  readonly d: {
    readonly session_id?: string;
    readonly resume_token?: string;
    readonly op?: number;
    readonly reason?: string;
  } | null;
};

export const CHANNELS = ['alpha', 'bravo', 'charlie', 'delta'];

/** A radio in somebody's hand, through a day. */
export class DayRadio {
  readonly userId: string;
  readonly ip: string;
  mood: Mood = 'away';
  /** Since when it has been in this mood, in ms of the turned clock. */
  since = 0;
  /** How the last connection was ended by the server; null where it was not. */
  lastCode: number | null = null;
  readonly #day: DayNet;
  readonly #chance: Chance;
  readonly #ssrcs = new Map<string, number>();
  #wire: FakeWire | undefined;
  #port = 10_000;
  #nextBeat = 0;
  #sequence = 0;
  /** Whether it asks for a session that it can resume, and what it can resume it with. */
  readonly #asksResume: boolean;
  #claim: Claim | null = null;
  /** Told of a frame that is not as it has to be. */
  onWrong: (what: string) => void = () => undefined;
  resumed = 0;

  constructor(day: DayNet, index: number, chance: Chance) {
    this.#day = day;
    this.#chance = chance;
    this.#asksResume = index % 2 === 0;
    this.userId = `radio ${index}`;
    this.ip = `10.0.${index >> 8}.${1 + (index & 255)}`;
  }

  get isConnected(): boolean {
    return this.#wire !== undefined;
  }

  /** Whether the server has cut its connection. */
  get isCut(): boolean {
    return this.#wire?.destroyed === true;
  }

  /** Comes back, or takes over from itself. */
  connect(now: number): void {
    this.#wire = this.#day.connect(this.ip);
    this.#ssrcs.clear();
    this.#port += 1;
    this.lastCode = null;
    this.#claim = null;
    this.turnTo('well', now);
    this.#nextBeat = now + 10_000;
    this.send(Op.IDENTIFY, { user_id: this.userId, token: 'any', resume: this.#asksResume });
    for (const channel of CHANNELS) if (this.#chance.odds(0.4)) this.join(channel);
  }

  /** Wants its session back over a new connection. */
  comeBack(now: number): void {
    this.#wire = this.#day.connect(this.ip);
    this.lastCode = null;
    this.turnTo('well', now);
    this.#nextBeat = now + 10_000;
    this.send(Op.RESUME, this.#claim);
  }

  turnTo(mood: Mood, now: number): void {
    this.mood = mood;
    this.since = now;
  }

  join(channel_id: string): void {
    const ssrc = 1 + (this.#chance.u32() % 0xffff_fffe);
    this.#ssrcs.set(channel_id, ssrc);
    this.send(Op.CHANNEL_CREATE, { channel_id, channel_name: channel_id });
    this.send(Op.CHANNEL_JOIN, { channel_id, ssrc });
  }

  leave(channel_id: string): void {
    this.#ssrcs.delete(channel_id);
    this.send(Op.CHANNEL_LEAVE, { channel_id });
  }

  say(content: string): void {
    for (const channel_id of this.#ssrcs.keys())
      this.send(Op.MESSAGE_CREATE, { channel_id, content });
  }

  /** A heartbeat where one is due. */
  beat(now: number): void {
    if (this.mood === 'silent' || now < this.#nextBeat) return;
    this.#nextBeat = now + 10_000;
    this.send(Op.HEARTBEAT, null);
  }

  /** Says a word on a channel; tells who was sent it. */
  talk(now: number): { readonly channelId: string; readonly to: string[] } | null {
    const [channelId, ssrc] = this.#chance.one([...this.#ssrcs, ['', 0] as const]);
    if (ssrc === 0 || this.#wire === undefined) return null;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const packet = Buffer.alloc(40, 1);
    packet.writeUInt16BE(0x806f, 0);
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(ssrc, 8);
    return { channelId, to: this.#day.relay.comes(packet, `${this.ip}:${this.#port}`, now) };
  }

  /** The NAT between gives it another port. */
  move(): void {
    this.#port += 1;
  }

  /** Stops reading: what is sent to it waits. */
  goDeaf(now: number): void {
    this.#wire?.stall();
    this.turnTo('deaf', now);
  }

  /** Goes with a word, or without one. */
  drop(how: 'close' | 'end' | 'reset', now: number): void {
    const wire = this.#wire;
    if (wire === undefined) return;
    wire.unstall();
    if (how === 'close') wire.push(radioFrame(Opcode.CLOSE, Buffer.from([3, 232])));
    if (how === 'reset') wire.destroy();
    else wire.push(null);
    const mayComeBack = how !== 'close' && this.mood === 'well' && this.#claim !== null;
    this.#gone(now);
    if (mayComeBack) this.turnTo('lost', now);
  }

  /** Reads what has come, and hangs up where the server does. */
  read(now: number): void {
    const wire = this.#wire;
    if (wire === undefined) return;
    if (wire.destroyed) {
      this.#gone(now);
      return;
    }
    for (const { opcode, payload } of serverFrames(Buffer.concat(wire.chunks.splice(0)))) {
      if (opcode === Opcode.PING) wire.push(radioFrame(Opcode.PONG, payload));
      if (opcode === Opcode.TEXT) this.#hear(JSON.parse(payload.toString()) as Said, now);
      if (opcode !== Opcode.CLOSE) continue;
      this.lastCode = payload.readUInt16BE(0);
      wire.push(radioFrame(Opcode.CLOSE, payload.subarray(0, 2)));
      wire.push(null);
      this.#gone(now);
      return;
    }
  }

  send(op: number, d: unknown): void {
    const wire = this.#wire;
    if (wire === undefined || wire.destroyed || wire.readableEnded) return;
    wire.push(radioFrame(Opcode.TEXT, JSON.stringify({ op, d })));
  }

  #hear({ op, d, s }: Said, now: number): void {
    if (op === Op.READY && d?.resume_token !== undefined) {
      const { session_id = '', resume_token } = d;
      this.#claim = { session_id, resume_token, s: 0 };
    }
    if (op === Op.RESUMED) this.resumed += 1;
    if (op === Op.ERROR && d?.op === Op.RESUME) {
      const reason = d.reason ?? '';
      // Those who missed too much have to log in again.
      if (!reason.includes('no longer kept')) this.onWrong(`RESUME was refused: ${reason}`);
      this.connect(now);
    }
    if (s === undefined || this.#claim === null) return;
    if (s <= this.#claim.s) this.onWrong(`event ${s} came behind ${this.#claim.s}`);
    this.#claim.s = s;
  }

  #gone(now: number): void {
    this.#wire = undefined;
    this.turnTo('away', now);
  }
}
