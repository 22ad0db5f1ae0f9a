import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { ko } from './ko.ts';

type Node = { readonly [key: string]: string | Node };

/** Every text of a language by its path. */
function texts(node: Node, path = ''): [path: string, text: string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : texts(value, `${path}${key}.`),
  );
}

function blanks(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
}

const english = new Map(texts(en));
const korean = new Map(texts(ko));

describe('the words', () => {
  it('are there in both languages, none of them empty', () => {
    expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
    for (const text of [...english.values(), ...korean.values()]) expect(text.trim()).not.toBe('');
  });

  it('leave no Korean particle to the reader: a noun stands before it instead', () => {
    const doubled = [...korean].filter(([, text]) =>
      /[이을은와]\([가를는과]\)|\(으\)로/.test(text),
    );
    expect(doubled).toEqual([]);
  });

  it.each([...english])('%s has the same blanks to fill in', (path, text) => {
    expect(blanks(korean.get(path) ?? '')).toEqual(blanks(text));
  });
});
