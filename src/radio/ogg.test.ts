import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOggOpus } from './ogg-reader.ts';
import { OggOpusWriter } from './ogg-writer.ts';
import { type OpusFrame, opusFrame } from './opus.ts';
import type { ReceivedFrame } from './receiver.ts';
import { Recorder } from './recorder.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radio-'));
  path = join(folder, 'net.ogg');
});

afterEach(() => rm(folder, { recursive: true }));

function frame(...bytes: number[]): OpusFrame {
  const made = opusFrame(Uint8Array.from(bytes));
  if (made === null) throw new Error('not Opus');
  return made;
}

async function read(file: string): Promise<OpusFrame[]> {
  const ogg = await openOggOpus(file);
  const frames: OpusFrame[] = [];
  for await (const one of ogg.frames()) frames.push(one);
  ogg.close();
  return frames;
}

/** Bytes that go through the 255 of a lacing value and through an Ogg page. */
const LENGTHS = [1, 2, 254, 255, 256, 509, 510, 511, 1_275, 70_000];

describe('an Ogg Opus file', () => {
  it.each([1, 2])(
    'gives back, bit for bit, the frames it was made of: %i channels',
    async (channels) => {
      const frames = LENGTHS.map((length, n) => frame(0xf8, ...Array<number>(length - 1).fill(n)));
      const writer = await OggOpusWriter.create(path, channels);
      for (const one of frames) void writer.write(one);
      await writer.close();
      expect(await read(path)).toEqual(frames);
      const file = await openOggOpus(path);
      expect(file).toMatchObject({ channels, preSkip: 312 });
      file.close();
    },
  );

  it('keeps durations from 2.5 ms to 120 ms', async () => {
    const frames = [frame(0x80, 1), frame(0xfb, 6, 1), frame(0x18, 1), frame(0xf9, 1, 2)];
    const writer = await OggOpusWriter.create(path, 1);
    for (const one of frames) await writer.write(one);
    await writer.close();
    expect((await read(path)).map(({ samples }) => samples / 48)).toEqual([2.5, 120, 60, 40]);
  });

  it('may be read twice', async () => {
    const writer = await OggOpusWriter.create(path, 1);
    await writer.write(frame(0xf8, 1));
    await writer.close();
    const ogg = await openOggOpus(path);
    for (let time = 0; time < 2; time += 1) {
      for await (const one of ogg.frames()) expect(one).toEqual(frame(0xf8, 1));
    }
    ogg.close();
  });

  it('is refused in words when it is none', async () => {
    await writeFile(path, 'RIFF and so on, which is no Ogg');
    await expect(openOggOpus(path)).rejects.toThrow(`${path} is broken, or not an Ogg Opus file`);
    await expect(openOggOpus(join(folder, 'none.ogg'))).rejects.toThrow(/ENOENT/);
    await writeFile(path, '');
    await expect(openOggOpus(path)).rejects.toThrow(`${path} is broken, or not an Ogg Opus file`);
  });

  it('is refused when it holds something other than Opus', async () => {
    const writer = await OggOpusWriter.create(path, 1);
    await writer.write(frame(0xf8, 1));
    await writer.close();
    const bytes = await readFile(path);
    // The one audio packet becomes one of no frames; its checksum is not looked at.
    bytes[bytes.length - 2] = 0xfb;
    bytes[bytes.length - 1] = 0;
    await writeFile(path, bytes);
    await expect(read(path)).rejects.toThrow(`${path} has a packet that is not Opus`);
    bytes.write('Opux', bytes.indexOf('OpusHead'));
    await writeFile(path, bytes);
    await expect(read(path)).rejects.toThrow('has no Opus in it');
  });

  it('that is cut off gives its whole pages, and then says that it is broken', async () => {
    const writer = await OggOpusWriter.create(path, 1);
    for (let n = 0; n < 200; n += 1) await writer.write(frame(0xf8, n));
    await writer.close();
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 10));
    const ogg = await openOggOpus(path);
    const frames = ogg.frames()[Symbol.asyncIterator]();
    for (let n = 0; n < 150; n += 1) expect((await frames.next()).value).toEqual(frame(0xf8, n));
    await expect(frames.next()).rejects.toThrow('is broken');
    ogg.close();
  });

  it('that cannot be written fails when it is created', async () => {
    await expect(OggOpusWriter.create(join(folder, 'no', 'x'), 1)).rejects.toThrow(/ENOENT/);
  });

  it.runIf(existsSync('/dev/full'))('on a full disk fails at a write and at the end', async () => {
    const writer = await OggOpusWriter.create('/dev/full', 1);
    const writes = Array.from({ length: 100 }, () => writer.write(frame(0xf8, 1)));
    await expect(Promise.all(writes)).rejects.toThrow(/ENOSPC/);
    await Promise.allSettled(writes);
    await expect(writer.close()).rejects.toThrow(/ENOSPC/);
  });
});

describe('Recorder', () => {
  const fail = vi.fn();

  function received(ssrc: number, timestamp: number, ...bytes: number[]): ReceivedFrame {
    return { ...frame(...bytes), ssrc, timestamp: timestamp >>> 0, marker: false, lost: 0 };
  }

  async function record(...frames: ReceivedFrame[]) {
    const recorder = await Recorder.open(path, fail);
    for (const one of frames) recorder.add(one);
    const recordings = await recorder.close();
    expect(fail).not.toHaveBeenCalled();
    return recordings;
  }

  it('fills a gap, so that what follows is in its time, over the wrap of timestamps', async () => {
    const start = 0xffff_ff00;
    const [recording] = await record(
      received(7, start, 0xf8, 1),
      received(7, start + 960 * 4, 0xf8, 2),
      received(7, start + 960 * 5, 0xf8, 3),
    );
    expect(recording).toEqual({ path, ssrc: 7, frames: 3, filledMs: 60 });
    expect((await read(path)).map(({ data }) => [...data])).toEqual([
      [0xf8, 1],
      [0xfb, 3],
      [0xf8, 2],
      [0xf8, 3],
    ]);
  });

  it('rounds gaps without adding the rounding up', async () => {
    const frames = Array.from({ length: 101 }, (_, n) => received(7, n * (960 + 400), 0xf8, n));
    const [recording] = await record(...frames);
    const expected = (100 * 400) / 48;
    expect(Math.abs((recording?.filledMs ?? 0) - expected)).toBeLessThanOrEqual(10);
  });

  it.each([
    ['60 s of silence', 960 + 60 * 48_000, 60_000],
    ['longer silence, which it cuts', 960 + 61 * 48_000, 60_000],
    ['a sender that started anew', -10_000_000, 0],
  ])('copes with %s', async (_what, timestamp, filledMs) => {
    const [recording] = await record(
      received(7, 0, 0xf8, 1),
      received(7, timestamp, 0xf8, 2),
      received(7, timestamp + 960, 0xf8, 3),
    );
    expect(recording).toMatchObject({ frames: 3, filledMs });
  });

  it('writes a file for each talker, and none when nobody talked', async () => {
    const recordings = await record(received(7, 0, 0xf8, 1), received(8, 5, 0xfc, 2));
    expect(recordings.map(({ path: file }) => file)).toEqual([path, join(folder, 'net-8.ogg')]);
    expect(await read(join(folder, 'net-8.ogg'))).toEqual([frame(0xfc, 2)]);
    expect(await record()).toEqual([]);
    expect(await readdir(folder)).toEqual(['net-8.ogg']);
  });

  it('fails at once where it cannot write', async () => {
    await expect(Recorder.open(join(folder, 'no', 'x.ogg'), fail)).rejects.toThrow(/ENOENT/);
  });
});

function has(program: string): boolean {
  try {
    return execFileSync(program, ['-version']).length > 0;
  } catch {
    return false;
  }
}

describe.runIf(has('ffmpeg') && has('ffprobe'))('with ffmpeg', () => {
  const ffmpeg = (...words: string[]): string =>
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...words], { encoding: 'utf8', stdio: 'pipe' });

  it.each([20, 60])('reads what it encodes (%i ms) and writes what it decodes', async (ms) => {
    const source = join(folder, 'source.ogg');
    const sine = ['-f', 'lavfi', '-i', 'sine=1000:duration=2', '-ac', '2'];
    ffmpeg(...sine, '-c:a', 'libopus', '-frame_duration', String(ms), source);
    const frames = await read(source);
    expect(frames.length).toBeGreaterThanOrEqual(2_000 / ms);
    expect(new Set(frames.map(({ samples }) => samples))).toEqual(new Set([ms * 48]));

    const recorder = await Recorder.open(path, (error) => expect.fail(String(error)));
    let timestamp = 0;
    for (const [n, one] of frames.entries()) {
      // Some of them were lost, and then nobody talked for a while.
      if (n < 10 || n > 20) {
        recorder.add({ ...one, ssrc: 1, timestamp, marker: false, lost: 0 });
      }
      timestamp += n === 25 ? 48_000 : one.samples;
    }
    const [recording] = await recorder.close();
    const probe = ['-v', 'error', '-show_entries', 'stream=channels,duration,codec_name', path];
    const shown = execFileSync('ffprobe', probe, { encoding: 'utf8' });
    expect(shown).toContain('codec_name=opus\nchannels=2\n');
    const seconds = Number(/duration=([\d.]+)/.exec(shown)?.[1]);
    const kept = ((recording?.frames ?? 0) * ms + (recording?.filledMs ?? 0)) / 1000;
    expect(seconds).toBeCloseTo(kept, 3);
    for (const decoder of ['opus', 'libopus']) {
      const log = join(folder, 'log');
      execFileSync('sh', ['-c', `ffmpeg -v error -c:a ${decoder} -i ${path} -f null - 2> ${log}`]);
      expect(await readFile(log, 'utf8')).toBe('');
    }
  });
});
