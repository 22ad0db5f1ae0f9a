import { describe, expect, it } from 'vitest';
import { ArgumentError, parseArguments } from './arguments.ts';

const all = ['frames', 'tokens', 'churn'];

describe('arguments of the hard tests', () => {
  it('are none for all rows, whole and timed', () => {
    expect(parseArguments([], all)).toEqual({
      help: false,
      json: false,
      timed: true,
      share: 1,
      seed: undefined,
      rows: all,
    });
  });

  it('choose rows in the order of the table, a share and a seed', () => {
    const words = ['churn', '--share', '0.01', 'frames', '--seed', '0', '--json', '--untimed'];
    expect(parseArguments(words, all)).toMatchObject({
      json: true,
      timed: false,
      share: 0.01,
      seed: 0,
      rows: ['frames', 'churn'],
    });
  });

  it.each([
    [['--share', '0'], /--share: got 0/],
    [['--share', '2'], /over 0 to 1/],
    [['--share'], /got nothing/],
    [['--seed', 'x'], /from 0 to 4294967295/],
    [['--fast'], /no option --fast/],
    [['chrun'], /no row chrun; there are frames, tokens, churn/],
  ])('%j are refused', (words, reason) => {
    expect(() => parseArguments(words, all)).toThrow(ArgumentError);
    expect(() => parseArguments(words, all)).toThrow(reason);
  });
});
