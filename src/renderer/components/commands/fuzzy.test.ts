import { describe, expect, it } from 'vitest';
import { fuzzyFind, fuzzyScore } from './fuzzy.ts';

const found = (typed: string, ...texts: string[]): string[] =>
  fuzzyFind(typed, texts, (text) => text);

describe('fuzzyFind', () => {
  it('has all in their order where nothing was typed', () => {
    expect(found(' ', 'b', 'a')).toEqual(['b', 'a']);
  });

  it('finds letters in their order, whatever their case', () => {
    expect(found('NCH', 'New channel', 'Mint a token')).toEqual(['New channel']);
    expect(found('hcn', 'New channel')).toEqual([]);
  });

  it('likes beginnings of words, then letters together, then the shorter text', () => {
    expect(found('mt', 'Format', 'Mint a token')[0]).toBe('Mint a token');
    expect(found('net', 'New radiotelephone', 'Open Net')[0]).toBe('Open Net');
    expect(found('radio-1', 'Kick radio-10', 'Kick radio-1')[0]).toBe('Kick radio-1');
  });

  it('keeps the order of what can be done to the same one: nobody is banned by a slip', () => {
    const items = ['radio-10', 'radio-1'].flatMap((user) =>
      ['Open', 'Ban'].map((verb) => ({ text: `${verb} ${user}`, user })),
    );
    const texts = fuzzyFind(
      'radio-1',
      items,
      ({ text }) => text,
      ({ user }) => user,
    ).map(({ text }) => text);
    expect(texts).toEqual(['Open radio-1', 'Ban radio-1', 'Open radio-10', 'Ban radio-10']);
  });

  it('looks for words apart', () => {
    expect(found('kick 7', 'Kick radio-7', 'Kick radio-8')).toEqual(['Kick radio-7']);
  });

  it('finds Korean by syllables, leading consonants and syllables half typed', () => {
    expect(found('무전', '무전망', '토큰')).toEqual(['무전망']);
    expect(found('ㅁㅈㄱ', '무전망', '무전기')).toEqual(['무전기']);
    expect(found('무저', '무전기', '통신량')).toEqual(['무전기']);
    expect(found('ㅌㅋ', '토큰 발급', '통신량')).toEqual(['토큰 발급']);
  });

  it('scores nothing for what does not fit', () => {
    expect(fuzzyScore('x', '')).toBe(0);
    expect(fuzzyScore('무', '전')).toBe(0);
  });
});
