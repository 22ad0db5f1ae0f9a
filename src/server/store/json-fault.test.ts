import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonFault } from './json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('jsonFault', () => {
  test.each<[string, number, number]>([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a" 1}', 1, 6],
    ['{a: 1}', 1, 2],
    ["{'a': 1}", 1, 2],
    ['[1, 2', 1, 6],
    ['[1, 2] 3', 1, 8],
    ['{"a": 01}', 1, 7],
    ['{"a": truely}', 1, 7],
    ['{\r\n"a": "b\n"}', 2, 6],
    ['// a comment\n{}', 1, 1],
  ])('%j: line %i, column %i', (text, line, column) => {
    expect(jsonFault(text)).toEqual({ line, column });
  });

  test('finds nothing in JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', '\n', ' \t'), (json, space) => {
        expect(jsonFault(space + json + space)).toBeNull();
      }),
    );
  });

  test('agrees with the engine on whether a text is JSON', () => {
    const scraps = fc.constantFrom(
      ...Array.from('{}[],:"\\ \n01.-eEtrufalsn\'/x'),
      'true',
      'null',
      '"a"',
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect(jsonFault(text) === null, text).toBe(isJson(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test('agrees on JSON with one character changed', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 1 }), (json, where, other) => {
        const at = where % json.length;
        const text = json.slice(0, at) + other + json.slice(at + 1);
        expect(jsonFault(text) === null, text).toBe(isJson(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
