import { describe, expect, it } from 'vitest';
import { CloseCode } from '../../contract/errors.ts';
import { Op } from '../../contract/ops.ts';
import { LoginGuard } from '../auth/login-guard.ts';
import { LimitCounts } from '../limit-counts.ts';
import { silentLog } from '../log.ts';
import { ManualClock } from '../manual-clock.ts';
import { Net } from '../net/net.ts';
import { systemRandom } from '../random.ts';
import type { ConnectionContext } from './connection-context.ts';
import { Connection } from './connection.ts';
import { LoginDesk } from './login-desk.ts';
import { FakeWire, radioFrame, serverFrames, upgraded } from './testing/fake-wire.ts';
import { ManualTurn } from './testing/manual-turn.ts';

const [TEXT, CLOSE] = [1, 8];
const CHANNEL = { channel_id: 'alpha', channel_name: 'Alpha' };

type Said = { readonly op: number; readonly s?: number; readonly d: { readonly content?: string } };

/** A net whose radios have no network between them and it, and whose turns a test ends. */
class WiredNet {
  readonly turn = new ManualTurn();
  readonly net: Net;
  readonly #context: ConnectionContext;

  constructor(queueBytes: number) {
    const relay = {
      hasRoom: true,
      addPeer: () => undefined,
      removePeer: () => undefined,
      mutePeer: () => undefined,
      setKey: () => undefined,
    };
    const limits = new LimitCounts();
    const shared = { clock: new ManualClock(), log: silentLog };
    this.net = new Net({ ...shared, relay, random: systemRandom });
    this.net.createChannel('operator', CHANNEL);
    const identity = { role: 'radio', channels: ['*'], priority: 100, jti: null, expiresAt: null };
    this.#context = {
      ...shared,
      net: this.net,
      turn: this.turn,
      desk: new LoginDesk({
        identify: (userId) =>
          Promise.resolve({ ok: true, identity: { ...identity, userId, role: 'radio' } }),
        guard: new LoginGuard({ clock: shared.clock, mostFailures: 0 }),
        users: this.net.users,
        limits,
        maxSessions: 1_000,
      }),
      udpPort: 1,
      heartbeatIntervalMs: 10_000,
      identifyTimeoutMs: 10_000,
      queueBytes,
      limits,
      framesPerMinute: 0,
    };
  }

  /** Radios in one channel, of whom nothing is waiting. */
  async members(count: number): Promise<FakeWire[]> {
    const wires = Array.from({ length: count }, () => new FakeWire());
    for (const [index, wire] of wires.entries()) {
      const user_id = `radio-${index}`;
      const address = { ip: '10.0.0.1', address: '10.0.0.1:1' };
      new Connection(
        { socket: upgraded(wire), stream: wire, secure: false, ...address },
        this.#context,
      );
      asks(wire, [Op.IDENTIFY, { user_id, token: 'token' }]);
      while (!this.net.users.get(user_id)) await new Promise(setImmediate);
      asks(wire, [Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: index + 1 }]);
    }
    this.turn.end();
    for (const wire of wires) wire.chunks.length = 0;
    return wires;
  }
}

/** Requests that arrive together. */
function asks(wire: FakeWire | undefined, ...requests: readonly [op: number, d: unknown][]): void {
  const frames = requests.map(([op, d]) => radioFrame(TEXT, JSON.stringify({ op, d })));
  wire?.push(Buffer.concat(frames));
}

const message = (content: string): [number, unknown] => [
  Op.MESSAGE_CREATE,
  { channel_id: 'alpha', content },
];

function said(wire: FakeWire | undefined): Said[] {
  return serverFrames(Buffer.concat(wire?.chunks ?? []))
    .filter(({ opcode }) => opcode === TEXT)
    .map(({ payload }) => JSON.parse(payload.toString()) as Said);
}

const contents = (wire: FakeWire | undefined): unknown[] => said(wire).map(({ d }) => d.content);

describe('what is said within one turn of the event loop', () => {
  it('is one chunk for each of 100 members, by whomever it was said', async () => {
    const wired = new WiredNet(1024 * 1024);
    const wires = await wired.members(100);
    const words = Array.from({ length: 16 }, (_, index) => `word ${index}`);
    for (const [index, word] of words.entries()) asks(wires[index % 4], message(word));
    expect(wires.flatMap((wire) => wire.chunks)).toEqual([]);
    wired.turn.end();
    for (const wire of wires) {
      expect(wire.chunks).toHaveLength(1);
      expect(contents(wire)).toEqual(words);
    }
    expect(new Set(wires.map((wire) => wire.chunks[0])).size).toBe(1);
  });

  it('keeps the order of answers and events, and s grows', async () => {
    const wired = new WiredNet(1024 * 1024);
    const [first, second] = await wired.members(2);
    asks(first, [Op.HEARTBEAT, null], message('one'), [Op.CHANNEL_INFO, { channel_id: 'alpha' }]);
    asks(second, message('two'));
    asks(first, [99, null]);
    wired.turn.end();
    const frames = said(first);
    expect(frames.map(({ op }) => op)).toEqual([
      Op.HEARTBEAT_ACK,
      Op.MESSAGE_EVENT,
      Op.ACK,
      Op.MESSAGE_EVENT,
      Op.ERROR,
    ]);
    const [one = 0, two = 0] = frames.flatMap(({ s }) => s ?? []);
    expect(two).toBeGreaterThan(one);
    expect(contents(second)).toEqual(['one', 'two']);
  });

  it('comes before the close frame of an operator who kicks in that turn', async () => {
    const wired = new WiredNet(1024 * 1024);
    const [first, second] = await wired.members(2);
    asks(second, message('one'), message('two'));
    const session = wired.net.users.get('radio-0');
    if (session) wired.net.endSession(session, CloseCode.KICKED);
    asks(second, message('three'));
    wired.turn.end();
    const frames = serverFrames(Buffer.concat(first?.chunks ?? []));
    expect(frames.map(({ opcode }) => opcode)).toEqual([TEXT, TEXT, CLOSE]);
    expect(frames.at(-1)?.payload.readUInt16BE()).toBe(CloseCode.KICKED);
    expect(contents(first)).toEqual(['one', 'two']);
    expect(said(second).map(({ d }) => d)).toMatchObject([
      { content: 'one' },
      { content: 'two' },
      { event: 'leave', member: { user_id: 'radio-0' } },
      { content: 'three' },
    ]);
  });
});

describe('a slow reader in a channel of 100', () => {
  it('is closed with 4013 at its bound, and the others miss nothing', async () => {
    const wired = new WiredNet(16 * 1024);
    const wires = await wired.members(100);
    const [talker, slow, ...others] = wires;
    slow?.stall();
    const words = Array.from({ length: 40 }, (_, index) => `${index}`.padEnd(1_000, '.'));
    for (const [index, word] of words.entries()) {
      asks(talker, message(word));
      if (index % 3 === 2) wired.turn.end();
    }
    wired.turn.end();
    expect(wired.net.users.get('radio-1')).toBeUndefined();
    for (const wire of others) {
      const heard = said(wire);
      expect(heard.flatMap(({ d }) => d.content ?? [])).toEqual(words);
      expect(heard.filter(({ op }) => op === Op.CHANNEL_EVENT)).toHaveLength(1);
    }
    // Had it read, it would have got whole frames up to the bound, and the reason.
    slow?.unstall();
    while (slow && slow.writableLength > 0) await new Promise(setImmediate);
    const frames = serverFrames(Buffer.concat(slow?.chunks ?? []));
    expect(frames.at(-1)?.payload.readUInt16BE()).toBe(CloseCode.SLOW_CONSUMER);
    const texts = frames.slice(0, -1);
    expect(texts.every(({ opcode }) => opcode === TEXT)).toBe(true);
    const bytes = texts.reduce((sum, { payload }) => sum + payload.length + 4, 0);
    expect(bytes).toBeGreaterThan(16 * 1024);
    expect(bytes).toBeLessThan(18 * 1024);
  });
});
