import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameRun } from './frame-run.ts';

const frames = (texts: readonly string[]): Buffer[] => texts.map((text) => Buffer.from(text));

function runOf([first = Buffer.alloc(0), ...others]: Buffer[]): FrameRun {
  return others.reduce((run, frame) => run.then(frame), new FrameRun(undefined, first));
}

describe('a run of frames', () => {
  it('joins them in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
        const run = runOf(frames(texts));
        expect(run.joined().toString()).toBe(Buffer.from(texts.join('')).toString());
        expect(run.bytes).toBe(run.joined().length);
      }),
    );
  });

  it('does not copy a single frame', () => {
    const [frame = Buffer.alloc(0)] = frames(['alone']);
    expect(new FrameRun(undefined, frame).joined()).toBe(frame);
  });

  it('is the same, and joined once, for all who have the same frames waiting', () => {
    const [one = Buffer.alloc(0), two = Buffer.alloc(0)] = frames(['one', 'two']);
    const start = new FrameRun(undefined, one);
    expect(start.then(two)).toBe(start.then(two));
    expect(start.then(two).joined()).toBe(start.then(two).joined());
  });

  it('is its own for who has others, equal bytes or not', () => {
    const [one = Buffer.alloc(0), two = Buffer.alloc(0), twin = Buffer.alloc(0)] = frames([
      'one',
      'two',
      'two',
    ]);
    const start = new FrameRun(undefined, one);
    const [left, right] = [start.then(two), start.then(twin)];
    expect(left).not.toBe(right);
    expect(left.then(one).joined().toString()).toBe('onetwoone');
    expect(start.joined().toString()).toBe('one');
  });
});
