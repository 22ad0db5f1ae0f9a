import { describe, expect, it } from 'vitest';
import { Outbox } from './outbox.ts';
import { FakeWire } from './testing/fake-wire.ts';
import { ManualTurn } from './testing/manual-turn.ts';

const BOUND = 64 * 1024;

function outboxes(count: number, bound = BOUND): { turn: ManualTurn; all: [FakeWire, Outbox][] } {
  const turn = new ManualTurn();
  const all = Array.from({ length: count }, (): [FakeWire, Outbox] => {
    const wire = new FakeWire();
    return [wire, new Outbox(wire, turn, bound)];
  });
  return { turn, all };
}

function single(bound = BOUND): { turn: ManualTurn; wire: FakeWire; outbox: Outbox } {
  const { turn, all } = outboxes(1, bound);
  const [[wire, outbox] = []] = all;
  if (!wire || !outbox) throw new Error('there is none');
  return { turn, wire, outbox };
}

const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();

describe('within one turn', () => {
  it('a burst of 16 to 100 sockets is one chunk a socket, and the same one for all', () => {
    const { turn, all } = outboxes(100);
    const frames = Array.from({ length: 16 }, (_, index) => Buffer.from(`frame ${index};`));
    for (const frame of frames) {
      for (const [, outbox] of all) expect(outbox.add(frame)).toBe(true);
    }
    expect(all.flatMap(([wire]) => wire.chunks)).toEqual([]);
    turn.end();
    for (const [wire] of all) expect(wire.chunks).toEqual([Buffer.concat(frames)]);
    expect(new Set(all.map(([wire]) => wire.chunks[0])).size).toBe(1);
  });

  it('a single frame is written as it is, without a copy', () => {
    const { turn, wire, outbox } = single();
    const frame = Buffer.from('frame');
    outbox.add(frame);
    turn.end();
    expect(wire.chunks[0]).toBe(frame);
  });

  it('frames of its own and of a broadcast keep their order', () => {
    const { turn, all } = outboxes(3);
    const broadcast = Buffer.from('broadcast;');
    for (const [index, [, outbox]] of all.entries()) {
      outbox.add(Buffer.from(`answer ${index};`));
      outbox.add(broadcast);
      if (index === 1) outbox.add(Buffer.from('last;'));
    }
    turn.end();
    expect(all.map(([wire]) => text(wire.chunks))).toEqual([
      'answer 0;broadcast;',
      'answer 1;broadcast;last;',
      'answer 2;broadcast;',
    ]);
  });

  it('more than a chunk does not wait for the end', () => {
    const { turn, wire, outbox } = single(1024 * 1024);
    const frames = Array.from({ length: 20 }, (_, index) => Buffer.alloc(1_024, index));
    for (const frame of frames) outbox.add(frame);
    expect(wire.chunks.map((chunk) => chunk.length)).toEqual([16 * 1_024]);
    turn.end();
    expect(Buffer.concat(wire.chunks)).toEqual(Buffer.concat(frames));
  });

  it('every turn has its own chunk', () => {
    const { turn, wire, outbox } = single();
    for (const word of ['one', 'two', 'three']) {
      outbox.add(Buffer.from(word));
      turn.end();
    }
    expect(wire.chunks.map(String)).toEqual(['one', 'two', 'three']);
    turn.end();
    expect(wire.chunks).toHaveLength(3);
  });
});

describe('the bound on slow readers', () => {
  it('counts what waits in the socket and in the turn, to the byte', () => {
    const { turn, wire, outbox } = single(1_000);
    wire.stall();
    outbox.add(Buffer.alloc(400));
    turn.end();
    expect(outbox.add(Buffer.alloc(300))).toBe(true);
    expect(outbox.add(Buffer.alloc(300))).toBe(true);
    expect(outbox.add(Buffer.alloc(1))).toBe(false);
  });

  it('is not passed by a burst that the socket takes, however long', () => {
    const { turn, wire, outbox } = single(4_096);
    for (let count = 0; count < 100; count += 1) {
      expect(outbox.add(Buffer.alloc(1_000))).toBe(true);
    }
    turn.end();
    expect(Buffer.concat(wire.chunks)).toHaveLength(100_000);
  });

  it('is free again once the reader has read', () => {
    const { wire, outbox } = single(1_000);
    wire.stall();
    expect(outbox.add(Buffer.alloc(1_001))).toBe(false);
    wire.unstall();
    expect(outbox.add(Buffer.alloc(1_000))).toBe(true);
  });
});

describe('at the end', () => {
  it('writes what waited, then nothing any more', () => {
    const { turn, wire, outbox } = single();
    outbox.add(Buffer.from('before'));
    outbox.end();
    expect(outbox.add(Buffer.from('after'))).toBe(true);
    turn.end();
    expect(text(wire.chunks)).toBe('before');
  });

  it.each(['destroy', 'end'] as const)(
    'drops what waits for a socket after its %s',
    async (end) => {
      const { turn, wire, outbox } = single();
      const faults: unknown[] = [];
      wire.on('error', (error) => faults.push(error));
      outbox.add(Buffer.from('too late'));
      wire[end]();
      turn.end();
      outbox.add(Buffer.from('later still'));
      turn.end();
      await new Promise(setImmediate);
      expect(wire.chunks).toEqual([]);
      expect(faults).toEqual([]);
    },
  );
});
