import { describe, expect, it } from 'vitest';
import { concealment, isStereo, opusFrame } from './opus.ts';

const toc = (config: number, code = 0, stereo = 0): number => (config << 3) | (stereo << 2) | code;

function frame(...bytes: number[]) {
  const made = opusFrame(Uint8Array.from(bytes));
  if (made === null) throw new Error('not Opus');
  return made;
}

describe('opusFrame', () => {
  it.each([
    [0, 10],
    [1, 20],
    [2, 40],
    [3, 60],
    [11, 60],
    [12, 10],
    [15, 20],
    [16, 2.5],
    [30, 10],
    [31, 20],
  ])('reads the duration of configuration %i: %d ms', (config, ms) => {
    expect(frame(toc(config)).samples).toBe(ms * 48);
  });

  it('counts the frames of a packet', () => {
    expect(frame(toc(31, 1)).samples).toBe(1_920);
    expect(frame(toc(31, 2)).samples).toBe(1_920);
    expect(frame(toc(31, 3), 6).samples).toBe(5_760);
    expect(frame(toc(16, 3), 0x80 | 48).samples).toBe(5_760);
  });

  it.each([
    ['no bytes', []],
    ['no frame count', [toc(31, 3)]],
    ['no frames', [toc(31, 3), 0]],
    ['more than 120 ms', [toc(31, 3), 7]],
  ])('refuses a packet with %s', (_what, bytes) => {
    expect(opusFrame(Uint8Array.from(bytes))).toBeNull();
  });

  it('knows stereo', () => {
    expect(isStereo(frame(toc(31, 0, 1)))).toBe(true);
    expect(isStereo(frame(toc(31)))).toBe(false);
  });
});

describe('concealment', () => {
  const before = frame(toc(31, 1, 1), 9, 9);

  it('fills a gap with whole empty frames of the same mode', () => {
    const filler = concealment(before, 960 * 8 + 100);
    expect(filler.map(({ data }) => [...data])).toEqual([
      [toc(31, 3, 1), 6],
      [toc(31, 3, 1), 2],
    ]);
    expect(filler.map(({ samples }) => samples)).toEqual([5_760, 1_920]);
    for (const { data, samples } of filler) expect(opusFrame(data)?.samples).toBe(samples);
  });

  it('fills one frame with one byte', () => {
    expect(concealment(before, 960).map(({ data }) => [...data])).toEqual([[toc(31, 0, 1)]]);
  });

  it('fills nothing where there is less than half a frame', () => {
    expect(concealment(before, 479)).toEqual([]);
  });
});
