import { describe, expect, it } from 'vitest';
import { CloseCode, ErrorCode } from '../../src/contract/errors.ts';
import { isClientOp, Op, opName } from '../../src/contract/ops.ts';
import { ackData, clientEnvelope, clientPayload, serverFrame } from '../../src/contract/wire.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { examplesIn, fits, protocolPage, type Example } from './protocol-examples.ts';
import { SCENES } from './protocol-scenes.ts';
import { RawRadio } from './raw-radio.ts';
import { startNet, type TestNet } from './start-net.ts';

/** Every example of docs/protocol.md is what the schemas say, and what a real net does. */

const examples = examplesIn(protocolPage());
const frames = examples.flatMap((example) => example.frames);
const errors = frames.flatMap(({ op, d }) =>
  op === Op.ERROR ? [d as { code: number; op?: number }] : [],
);

/** Codes of the WebSocket library, and one that cannot be brought about from outside. */
const CLOSE_CODES = [...Object.values(CloseCode), 1007, 1008];
/** In the table for what is to come; docs/protocol.md tells that they are reserved. */
const RESERVED: readonly number[] = [ErrorCode.FLOOR_NOT_PTT, ErrorCode.FLOOR_DENIED];

describe('docs/protocol.md has an example', () => {
  it.each(Object.values(Op).map((op) => [opName(op), op] as const))('of %s', (_, op) => {
    expect(frames.some((frame) => frame.op === op)).toBe(true);
  });

  it.each(Object.keys(ackData).map(Number))('of the ACK of op %i', (op) => {
    expect(frames.some(({ op: ack, d }) => ack === Op.ACK && (d as { op: number }).op === op)).toBe(
      true,
    );
  });

  it.each(Object.values(ErrorCode).filter((code) => !RESERVED.includes(code)))(
    'of error %i',
    (code) => expect(errors.map((error) => error.code)).toContain(code),
  );

  it.each(CLOSE_CODES)('of close code %i', (code) => {
    expect(frames.map(({ close }) => close)).toContain(code);
  });

  it.each(['join', 'leave', 'update', 'delete'])('of the event %s', (event) => {
    const events = frames.flatMap(({ op, d }) => (op === Op.CHANNEL_EVENT ? [d] : []));
    expect(events).toContainEqual(expect.objectContaining({ event }));
  });
});

describe('the schemas know', () => {
  it.each(examples.map((example) => [example.line, example] as const))(
    'the example in line %i',
    (_, example) => {
      for (const [index, frame] of example.frames.entries()) {
        if (frame.close !== undefined || isWrongOnPurpose(example, index)) continue;
        const { op } = frame;
        if (op !== undefined && isClientOp(op)) {
          const { d } = clientEnvelope.parse(frame);
          expect(clientPayload[op].parse(d)).toEqual(d);
        } else {
          expect(serverFrame.parse(frame)).toEqual(frame);
          if (op === Op.ACK) expectAckData(frame.d as { op: keyof typeof ackData; data: unknown });
        }
      }
    },
  );
});

function expectAckData({ op, data }: { op: keyof typeof ackData; data: unknown }): void {
  expect(ackData[op].parse(data)).toEqual(data);
}

/** A request that shows what is answered to one that is malformed, or that there is none of. */
function isWrongOnPurpose({ frames: all }: Example, index: number): boolean {
  const answer = all[index + 1];
  const code = answer?.op === Op.ERROR ? (answer.d as { code: number }).code : undefined;
  return code === ErrorCode.MALFORMED || code === ErrorCode.UNKNOWN_OP;
}

/** The radios of the page on a real net, from the first example to the last. */
class Play {
  readonly clock: ManualClock;
  readonly net: TestNet;
  readonly #radios = new Map<string, RawRadio>();
  readonly #tokens = new Map<string, string>();
  /** What was told to each user that may come back. */
  readonly #sessions = new Map<string, object>();

  private constructor(net: TestNet, clock: ManualClock) {
    this.net = net;
    this.clock = clock;
  }

  static async begin(): Promise<Play> {
    const clock = new ManualClock();
    return new Play(await startNet({}, { clock, secret: undefined }), clock);
  }

  radio(name: string): RawRadio {
    const radio = this.#radios.get(name);
    if (!radio) throw new Error(`${name} has not connected`);
    return radio;
  }

  async play(example: Example, name: string): Promise<void> {
    const [first] = example.frames;
    if (example.after !== undefined) await this.#scene(example.after);
    if (first?.op === Op.HELLO) this.#radios.set(name, await RawRadio.open(this.net.url));
    const radio = this.radio(name);
    for (const frame of example.frames) {
      const { op } = frame;
      const isRequest = op !== undefined && (isClientOp(op) || !(op in HEARD));
      if (frame.close !== undefined) {
        expect(await radio.closed).toEqual({ code: frame.close, reason: frame.reason });
      } else if (isRequest) {
        radio.send(op, await this.#filled(name, op, frame.d));
      } else {
        const heard = await radio.next();
        if (!fits(frame, heard)) expect(heard, `line ${example.line}`).toEqual(frame);
        if (op === Op.READY) this.#sessions.set(name, heard.d as object);
      }
    }
  }

  async #scene(after: string): Promise<void> {
    const scene = SCENES[after];
    if (!scene) throw new Error(`nobody knows what this is: ${after}`);
    await scene({ net: this.net, clock: this.clock, radio: (name) => this.radio(name) });
  }

  /** The payload with what only this net knows in the place of `…`. */
  async #filled(name: string, op: number, d: unknown): Promise<unknown> {
    if (typeof d !== 'object' || d === null) return d;
    const filled = { ...(d as Record<string, unknown>) };
    if (String(filled['token']).includes('…')) filled['token'] = await this.#token(name);
    if (String(filled['content']).includes('…')) filled['content'] = 'a'.repeat(2_001);
    return op === Op.RESUME ? { ...this.#sessions.get(name), s: filled['s'] } : filled;
  }

  async #token(name: string): Promise<string> {
    const token = this.#tokens.get(name) ?? (await this.net.mint({ user_id: name }));
    this.#tokens.set(name, token);
    return token;
  }
}

/** Frames that come from the net. */
const HEARD = Object.fromEntries(
  Object.values(Op)
    .filter((op) => !isClientOp(op))
    .map((op) => [op, true]),
);

describe('a real net', () => {
  it('answers as the examples say, from the first to the last', async () => {
    const play = await Play.begin();
    for (const example of examples) {
      if (example.radio !== undefined) await play.play(example, example.radio);
    }
  });

  it('plays most of them', () => {
    const played = examples.filter(({ radio }) => radio !== undefined);
    expect(played.length).toBeGreaterThan(30);
  });
});

it('an example that says something else than the net is seen', () => {
  const frame = { op: 200, d: { op: 10, data: { id: 'sess_x', udp_port: 7 } } };
  expect(fits({ op: 200, d: { op: 10, data: { id: 'sess_…', udp_port: 1 } } }, frame)).toBe(true);
  expect(fits({ op: 200, d: { op: 11, data: { id: 'sess_…', udp_port: 1 } } }, frame)).toBe(false);
  expect(fits({ op: 200, d: { op: 10, data: { id: 'msg_…', udp_port: 1 } } }, frame)).toBe(false);
  expect(fits({ op: 200, d: { op: 10, data: { udp_port: 1 } } }, frame)).toBe(false);
  expect(examplesIn('<!-- played by a, after b -->\n\n```json\n{ "op": 1 }\n{}\n```')).toEqual([
    { line: 4, radio: 'a', after: 'b', frames: [{ op: 1 }, {}] },
  ]);
});
