import { describe, expect, it } from 'vitest';
import { ManualTurn } from './testing/manual-turn.ts';

const frame = Buffer.from('frame');

describe('a turn', () => {
  it('begins one run for all who have the same first frame', () => {
    const turn = new ManualTurn();
    expect(turn.begin(frame)).toBe(turn.begin(frame));
    expect(turn.begin(Buffer.from('frame'))).not.toBe(turn.begin(frame));
  });

  it('keeps nothing of the one before: frames that were written are let go', () => {
    const turn = new ManualTurn();
    const before = turn.begin(frame);
    turn.add({ flush: () => undefined });
    turn.end();
    expect(turn.begin(frame)).not.toBe(before);
  });

  it('flushes in the order in which they were added; what comes meanwhile is the next one’s', () => {
    const turn = new ManualTurn();
    const flushed: string[] = [];
    const flushable = (name: string): { flush(): void } => ({ flush: () => flushed.push(name) });
    turn.add({
      flush: () => {
        flushed.push('first');
        turn.add(flushable('late'));
      },
    });
    turn.add(flushable('second'));
    turn.end();
    expect(flushed).toEqual(['first', 'second']);
    turn.end();
    expect(flushed).toEqual(['first', 'second', 'late']);
  });
});
