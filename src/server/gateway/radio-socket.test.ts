import { describe, expect, it } from 'vitest';
import { Limit } from '../../contract/limits.ts';
import { Outbox } from './outbox.ts';
import type { RadioSocket } from './radio-socket.ts';
import { FakeWire, radioFrame, serverFrames, upgraded } from './testing/fake-wire.ts';
import { ManualTurn } from './testing/manual-turn.ts';
import { textFrame } from '../net/ws-frame.ts';

/**
 * What `ws` writes itself goes through methods of its WebSocket. That is how it is built, not what
 * it promises: these tests are what tells if another version of it does otherwise.
 */

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10];

function open(): { turn: ManualTurn; wire: FakeWire; socket: RadioSocket; outbox: Outbox } {
  const [turn, wire] = [new ManualTurn(), new FakeWire()];
  const socket = upgraded(wire);
  socket.on('error', () => undefined);
  const outbox = new Outbox(wire, turn, 64 * 1024);
  socket.writesBehind(outbox);
  outbox.add(textFrame('said before'));
  return { turn, wire, socket, outbox };
}

/** What was written, as opcodes with the text or the close code. */
function said(wire: FakeWire): unknown[] {
  return serverFrames(Buffer.concat(wire.chunks)).map(({ opcode, payload }) => [
    opcode,
    opcode === CLOSE ? payload.readUInt16BE() : payload.toString(),
  ]);
}

describe('what ws writes itself comes behind what was said before', () => {
  it('the pong that answers a ping', async () => {
    const { turn, wire, socket, outbox } = open();
    const pinged = new Promise((resolve) => socket.once('ping', resolve));
    wire.push(radioFrame(PING, 'beat'));
    await pinged;
    outbox.add(textFrame('said behind'));
    turn.end();
    expect(said(wire)).toEqual([
      [TEXT, 'said before'],
      [PONG, 'beat'],
      [TEXT, 'said behind'],
    ]);
  });

  it('a ping of ours', () => {
    const { wire, socket } = open();
    socket.ping('round trip');
    expect(said(wire)).toEqual([
      [TEXT, 'said before'],
      [PING, 'round trip'],
    ]);
  });

  it('a close frame of ours, and nothing comes behind it', () => {
    const { turn, wire, socket, outbox } = open();
    socket.close(4010, 'kicked');
    outbox.add(textFrame('too late'));
    turn.end();
    expect(said(wire)).toEqual([
      [TEXT, 'said before'],
      [CLOSE, 4010],
    ]);
  });

  it("the answer to a radio's close frame, and nothing comes behind it", async () => {
    const { turn, wire, socket, outbox } = open();
    wire.push(radioFrame(CLOSE, Buffer.from([0x03, 0xe8])));
    while (socket.readyState === socket.OPEN) await new Promise(setImmediate);
    outbox.add(textFrame('too late'));
    turn.end();
    expect(said(wire)).toEqual([
      [TEXT, 'said before'],
      [CLOSE, 1000],
    ]);
  });

  it.each([
    ['too large', radioFrame(TEXT, 'x'.repeat(Limit.FRAME_BYTES + 1)), 1009],
    ['not masked', Buffer.from([0x81, 0x00]), 1002],
    ['not UTF-8', radioFrame(TEXT, Buffer.from([0xff])), 1007],
  ])('the close frame for a frame that is %s', async (_what, frame, code) => {
    const { turn, wire, socket, outbox } = open();
    const fault = new Promise((resolve) => socket.once('error', resolve));
    wire.push(frame);
    await fault;
    outbox.add(textFrame('too late'));
    turn.end();
    expect(said(wire)).toEqual([
      [TEXT, 'said before'],
      [CLOSE, code],
    ]);
  });

  it('nothing at all once the connection is cut', () => {
    const { turn, wire, socket, outbox } = open();
    socket.terminate();
    outbox.add(textFrame('too late'));
    turn.end();
    expect(said(wire)).toEqual([]);
  });
});
