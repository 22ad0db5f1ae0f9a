import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Changes,
  type Figures,
  FollowedTalker,
  FRAME_TICKS,
  MARKER,
  SLOT,
} from './testing/followed-talker.ts';
import { rtp } from './testing/packets.ts';

let talker: FollowedTalker;

function begin(): void {
  talker = new FollowedTalker();
}

beforeEach(begin);

const comes = (sequence: number, changes?: Changes): void => talker.comes(sequence, changes);
const figures = (): Figures => talker.figures();

/** What is to be seen after these have come in, one every 20 ms. */
function after(...sequences: readonly number[]): Figures {
  begin();
  for (const sequence of sequences) comes(sequence);
  return figures();
}

describe('expected and lost', () => {
  it('begins with the first packet', () => {
    expect(figures()).toMatchObject({ expected: 0, lost: 0 });
    expect(after(7)).toMatchObject({ expected: 1, lost: 0 });
  });

  it('counts a gap as lost until its packet comes', () => {
    expect(after(1, 2, 5)).toMatchObject({ expected: 5, lost: 2, late: 0 });
    expect(after(1, 2, 5, 3)).toMatchObject({ expected: 5, lost: 1, late: 1 });
    expect(after(1, 2, 5, 3, 3)).toMatchObject({ expected: 5, lost: 1, late: 1, duplicate: 1 });
  });

  it('follows the sequence through its wrap', () => {
    const figure = { expected: 5, lost: 1, late: 1, duplicate: 0, misfit: 0 };
    expect(after(65_533, 65_535, 1, 0)).toMatchObject(figure);
  });

  it('takes the sequence to begin with the lowest packet, though it comes second', () => {
    expect(after(11, 10, 12)).toMatchObject({ expected: 3, lost: 0, late: 1, duplicate: 0 });
    expect(after(11, 8)).toMatchObject({ expected: 4, lost: 2, late: 1 });
    expect(after(11, 8, 9)).toMatchObject({ expected: 4, lost: 1, late: 2 });
  });

  it('takes 99 places back for late, 2,999 forward for loss, and more for a jump', () => {
    expect(after(500, 401)).toMatchObject({ expected: 100, lost: 98, late: 1, misfit: 0 });
    expect(after(500, 400)).toMatchObject({ expected: 1, lost: 0, late: 0, misfit: 1 });
    expect(after(500, 3_499)).toMatchObject({ expected: 3_000, lost: 2_998, misfit: 0 });
    expect(after(500, 3_500)).toMatchObject({ expected: 1, lost: 0, misfit: 1 });
  });

  it('has a keep-alive hold its place, and nothing more', () => {
    comes(1, { payload: '' });
    comes(2);
    comes(4, { payload: '' });
    const figure = { expected: 4, lost: 1, spurts: 1, talk_ms: 0, jitter_ms: 0 };
    expect(figures()).toMatchObject(figure);
  });

  it('counts whatever is lost, late and doubled, in whatever order', () => {
    const delay = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(90));
    // The delay of each copy, in places; none for a packet that is lost.
    const packet = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(delay) },
      fc.array(delay, { maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.nat(0xffff),
        fc.array(packet, { maxLength: 400, size: 'max' }),
        (first, packets) => {
          begin();
          const order = packets
            .flatMap((delays, place) => delays.map((places) => ({ place, at: place + places })))
            .sort((a, b) => a.at - b.at || a.place - b.place);
          const seen = new Set<number>();
          let [late, highest] = [0, -Infinity];
          for (const { place } of order) {
            comes((first + place) & 0xffff, { after: 1 });
            if (place < highest && !seen.has(place)) late += 1;
            highest = Math.max(highest, place);
            seen.add(place);
          }
          const expected = seen.size === 0 ? 0 : highest - Math.min(...seen) + 1;
          expect(figures()).toMatchObject({
            expected,
            lost: expected - seen.size,
            late,
            duplicate: order.length - seen.size,
            misfit: 0,
          });
        },
      ),
    );
  });
});

describe('a jump in the sequence', () => {
  it('is a restart once a second packet follows in turn, and then both are taken', () => {
    expect(after(1, 2, 4, 30_000)).toMatchObject({ expected: 4, lost: 1, misfit: 1 });
    expect(after(1, 2, 4, 30_000, 30_001)).toMatchObject({ expected: 6, lost: 1, misfit: 0 });
    expect(after(1, 2, 4, 30_000, 30_001, 30_003)).toMatchObject({ expected: 8, lost: 2 });
  });

  it('is a stray where the old sequence goes on', () => {
    const figure = { expected: 4, lost: 0, misfit: 2 };
    expect(after(1, 2, 30_000, 3, 30_001, 4)).toMatchObject(figure);
  });

  it('forgets what came before: the numbers of the old sequence are free again', () => {
    expect(after(9_000, 9_001, 100, 101, 9_000, 9_001)).toMatchObject({
      expected: 6,
      lost: 0,
      duplicate: 0,
      misfit: 0,
    });
    const old = Array.from({ length: 128 }, (_, i) => i);
    expect(after(...old, 30_001, 30_002, 30_000)).toMatchObject({
      expected: 131,
      late: 1,
      duplicate: 0,
    });
  });
});

describe('a talk spurt after a silence', () => {
  const speak = (first: number, changes: Changes = {}): Figures => {
    begin();
    for (const sequence of [47, 48, 49, 50]) comes(sequence);
    comes(first, { after: 3_000, second: MARKER, ...changes });
    comes(first + 1, { timestamp: (changes.timestamp ?? first * FRAME_TICKS) + FRAME_TICKS });
    return figures();
  };
  const clean = { expected: 6, lost: 0, late: 0, duplicate: 0, misfit: 0 };

  it('goes on in turn, wherever its timestamp is', () => {
    expect(speak(51)).toMatchObject(clean);
    expect(speak(51, { timestamp: 0xf000_0000 })).toMatchObject(clean);
    comes(53, { after: 3_000, timestamp: 0 });
    expect(figures()).toMatchObject({ ...clean, expected: 7 });
  });

  it('may begin its sequence anew, among the numbers just used or on them', () => {
    for (const first of [0, 47, 48, 50, 20_000]) expect(speak(first)).toMatchObject(clean);
  });

  it('may begin anew without the marker, once a second packet follows', () => {
    for (const first of [0, 47, 20_000]) {
      expect(speak(first, { second: 111 })).toMatchObject(clean);
    }
  });

  it('has lost what its timestamp leaves room for', () => {
    const timestamp = (50 + 150) * FRAME_TICKS;
    expect(speak(200, { timestamp })).toMatchObject({ ...clean, expected: 155, lost: 149 });
  });

  it('begins anew where the timestamp leaves no room, or lies beyond the present', () => {
    expect(speak(200, { timestamp: 51 * FRAME_TICKS })).toMatchObject(clean);
    expect(speak(200, { timestamp: 50 * FRAME_TICKS + 48 * 5_100 })).toMatchObject(clean);
    expect(speak(200, { timestamp: 0 })).toMatchObject(clean);
  });

  it('takes one that is far behind for no latecomer', () => {
    for (const sequence of [1, 2, 4]) comes(sequence);
    comes(3, { after: 600 });
    expect(figures()).toMatchObject({ expected: 4, lost: 1, late: 0, misfit: 1 });
    comes(5);
    expect(figures()).toMatchObject({ expected: 5, lost: 1, late: 0, misfit: 1 });
  });

  it('adds up over spurts that begin anew each time', () => {
    const spurt = fc.record({
      first: fc.nat(0xffff),
      lost: fc.uniqueArray(fc.integer({ min: 1, max: 98 }), { maxLength: 30 }),
      silence: fc.integer({ min: 500, max: 100_000 }),
    });
    fc.assert(
      fc.property(fc.array(spurt, { minLength: 1, maxLength: 8 }), (spurts) => {
        begin();
        spurts.forEach(({ first, lost, silence }, index) => {
          for (let i = 0; i < 100; i += 1) {
            if (lost.includes(i)) continue;
            comes((first + i) & 0xffff, {
              after: i === 0 ? silence : 1,
              second: i === 0 ? MARKER : 111,
              // Before all that came so far: such a stream does not go on.
              timestamp: i * FRAME_TICKS - index * 1_000_000,
            });
          }
        });
        const lost = spurts.reduce((sum, one) => sum + one.lost.length, 0);
        expect(figures()).toMatchObject({
          expected: 100 * spurts.length,
          lost,
          late: 0,
          duplicate: 0,
          misfit: 0,
          spurts: spurts.length,
        });
      }),
    );
  });
});

describe('talk', () => {
  it('counts spurts and how long they were, from the first packet to the last', () => {
    for (const sequence of [1, 2, 3]) comes(sequence);
    expect(figures()).toMatchObject({ spurts: 1, spurt_ms: 40, talk_ms: 40 });
    comes(4, { after: 500 });
    expect(figures()).toMatchObject({ spurts: 2, spurt_ms: 0, talk_ms: 40 });
    comes(5, { after: 499 });
    expect(figures()).toMatchObject({ spurts: 2, spurt_ms: 499, talk_ms: 539 });
  });
});

describe('a slot', () => {
  it('knows nothing of the peer before', () => {
    comes(1);
    comes(3);
    talker.writer.take(SLOT, SLOT);
    expect(figures()).toMatchObject({ expected: 0, lost: 0, spurts: 0 });
    comes(40_000);
    comes(40_001);
    expect(figures()).toMatchObject({ expected: 2, lost: 0, misfit: 0, jitter_ms: 0 });
  });

  it('does not touch its neighbours', () => {
    for (let sequence = 0; sequence < 300; sequence += 1) comes(sequence, { timestamp: -1 });
    for (const slot of [0, 2]) {
      expect(talker.reader.peer(slot, slot, talker.now)).toMatchObject({
        expected: 0,
        lost: 0,
        jitter_ms: 0,
      });
      talker.writer.heard(slot, rtp({ ssrc: 1, sequence: 500 }), true, talker.now);
      expect(talker.reader.peer(slot, slot, talker.now)).toMatchObject({ expected: 1, misfit: 0 });
    }
  });
});
