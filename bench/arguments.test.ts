import { describe, expect, it } from 'vitest';
import { ArgumentError, parseArguments } from './arguments.ts';
import { GOALS } from './goals.ts';

describe('arguments of the bench', () => {
  it('measures every row, in the order of the table, where none is named', () => {
    expect(parseArguments([])).toEqual({
      json: false,
      help: false,
      rows: GOALS.map(({ id }) => id),
    });
  });

  it('takes rows by their ids and by how these begin', () => {
    expect(parseArguments(['memory', '--json', 'latency']).rows).toEqual([
      'latency-p50',
      'latency-p99',
      'memory',
    ]);
    expect(parseArguments(['relay-c']).rows).toEqual(['relay-c-50', 'relay-c-10', 'relay-c-2']);
    expect(parseArguments(['broadcast-1']).rows).toEqual(['broadcast-1']);
  });

  it('refuses what means nothing, and says what there is', () => {
    expect(() => parseArguments(['rela'])).toThrow(ArgumentError);
    expect(() => parseArguments(['rela'])).toThrow('relay-c-50');
    expect(() => parseArguments(['--jsno'])).toThrow('--jsno');
  });
});
