import { rm, writeFile } from 'node:fs/promises';
import { format, parse } from 'node:path';
import { OggOpusWriter } from './ogg-writer.ts';
import { type OpusFrame, concealment, isStereo } from './opus.ts';
import type { ReceivedFrame } from './receiver.ts';

/** Silence that is kept at most, in samples: 60 s. What is longer is cut to it. */
const MAX_GAP = 60 * 48_000;

/** Overlap that rounding to whole frames may cause, in samples: the longest packet, 120 ms. */
const MAX_OVERLAP = 5_760;

/** One file of a recording. */
export type Recording = {
  readonly path: string;
  readonly ssrc: number;
  /** Frames as they were received. */
  readonly frames: number;
  /** Time that nothing was received for and that was filled, in ms. */
  readonly filledMs: number;
};

/**
 * Records what is received, one file for each SSRC: the one heard first goes to the path that
 * was given, `net.ogg`, the others to `net-<ssrc>.ogg`. Frames are kept bit for bit; time in
 * which nothing came is filled with empty packets that make a player conceal it.
 */
export class Recorder {
  readonly #path: string;
  readonly #tracks = new Map<number, Track>();
  readonly #onError: (error: unknown) => void;
  #closed: Promise<Recording[]> | null = null;

  private constructor(path: string, onError: (error: unknown) => void) {
    this.#path = path;
    this.#onError = onError;
  }

  /**
   * Prepares a recording; a file at that path is emptied.
   *
   * @param onError called, perhaps more than once, when a frame cannot be written
   * @throws {Error} of the system, when the file cannot be written
   */
  static async open(path: string, onError: (error: unknown) => void): Promise<Recorder> {
    await writeFile(path, '');
    return new Recorder(path, onError);
  }

  /** Appends a frame to the file of its SSRC. */
  add(frame: ReceivedFrame): void {
    let track = this.#tracks.get(frame.ssrc);
    if (track === undefined) {
      track = new Track(this.#pathOf(frame.ssrc), frame);
      this.#tracks.set(frame.ssrc, track);
    }
    track.add(frame).catch(this.#onError);
  }

  /**
   * Completes the files. When nobody was heard there is none. Calling it again does nothing.
   *
   * @throws {Error} of the system, when one of them could not be written
   */
  close(): Promise<Recording[]> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<Recording[]> {
    if (this.#tracks.size === 0) await rm(this.#path, { force: true });
    return Promise.all([...this.#tracks.values()].map((track) => track.close()));
  }

  #pathOf(ssrc: number): string {
    if (this.#tracks.size === 0) return this.#path;
    const { dir, name, ext } = parse(this.#path);
    return format({ dir, name: `${name}-${ssrc}`, ext });
  }
}

/** The recording of one SSRC. */
class Track {
  readonly #writer: Promise<OggOpusWriter>;
  readonly #path: string;
  readonly #ssrc: number;
  #last: OpusFrame | null = null;
  /** The timestamp of the first sample of the file. */
  #origin: number;
  #frames = 0;
  /** Samples in the file, and those of them that were filled in. */
  #samples = 0;
  #filled = 0;

  constructor(path: string, first: ReceivedFrame) {
    this.#path = path;
    this.#ssrc = first.ssrc;
    this.#origin = first.timestamp;
    this.#writer = OggOpusWriter.create(path, isStereo(first) ? 2 : 1);
  }

  async add(frame: ReceivedFrame): Promise<void> {
    const filler = this.#last === null ? [] : concealment(this.#last, this.#gap(frame.timestamp));
    for (const { samples } of filler) this.#filled += samples;
    for (const { samples } of [...filler, frame]) this.#samples += samples;
    this.#last = frame;
    this.#frames += 1;
    const writer = await this.#writer;
    await Promise.all([...filler, frame].map((packet) => writer.write(packet)));
  }

  async close(): Promise<Recording> {
    await (await this.#writer).close();
    return {
      path: this.#path,
      ssrc: this.#ssrc,
      frames: this.#frames,
      filledMs: this.#filled / 48,
    };
  }

  /** Samples from the end of the file to a timestamp. */
  #gap(timestamp: number): number {
    const ahead = (timestamp - this.#origin - this.#samples) | 0;
    if (ahead >= -MAX_OVERLAP && ahead <= MAX_GAP) return Math.max(0, ahead);
    // A sender that started anew, or a silence that is too long: the time line goes on from here.
    const kept = ahead < 0 ? 0 : MAX_GAP;
    this.#origin = timestamp - this.#samples - kept;
    return kept;
  }
}
