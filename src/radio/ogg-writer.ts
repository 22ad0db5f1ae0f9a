import { type FileHandle, open } from 'node:fs/promises';
import {
  AppendOnlyStreamTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  OggOutputFormat,
  Output,
} from 'mediabunny';
import type { OpusFrame } from './opus.ts';

const SAMPLE_RATE = 48_000;

/** How much sound may be lost when the process dies, in s: a page is written when it is full. */
const PAGE_S = 1;

/**
 * Samples that a player drops at the start: the look-ahead of the common encoder. A talk is heard
 * from its start, so there is no more to drop (RFC 7845, section 4.2).
 */
const PRE_SKIP = 312;

/** Writes Opus frames, bit for bit, to an Ogg Opus file (RFC 7845). */
export class OggOpusWriter {
  readonly #file: FileHandle;
  readonly #output: Output;
  readonly #source = new EncodedAudioPacketSource('opus');
  readonly #config: AudioDecoderConfig;
  #samples = 0;
  /** Everything that was asked for so far, in order. */
  #work: Promise<void>;

  private constructor(file: FileHandle, channels: number) {
    this.#file = file;
    this.#config = {
      codec: 'opus',
      numberOfChannels: channels,
      sampleRate: SAMPLE_RATE,
      description: identification(channels),
    };
    const pages = new WritableStream<Uint8Array>({ write: (page) => file.appendFile(page) });
    this.#output = new Output({
      format: new OggOutputFormat({ maximumPageDuration: PAGE_S }),
      target: new AppendOnlyStreamTarget(pages),
    });
    this.#output.addAudioTrack(this.#source);
    this.#work = this.#output.start();
  }

  /**
   * Creates the file, or empties one that is there.
   *
   * @param channels 1 or 2: what a player should make of it
   * @throws {Error} of the system, when the file cannot be written
   */
  static async create(path: string, channels: number): Promise<OggOpusWriter> {
    return new OggOpusWriter(await open(path, 'w'), channels);
  }

  /**
   * Appends a frame. Need not be waited for: frames are written in the order of the calls.
   *
   * @throws {Error} of the system, perhaps for a frame before: pages are written when full
   */
  async write({ data, samples }: OpusFrame): Promise<void> {
    const at = this.#samples / SAMPLE_RATE;
    const packet = new EncodedPacket(data, 'key', at, samples / SAMPLE_RATE);
    this.#samples += samples;
    this.#work = this.#work.then(() => this.#source.add(packet, { decoderConfig: this.#config }));
    await this.#work;
  }

  /**
   * Writes what is left and closes the file, which is then complete.
   *
   * @throws {Error} of the system, also for what failed before
   */
  async close(): Promise<void> {
    try {
      await this.#work;
      await this.#output.finalize();
    } finally {
      await this.#file.close();
    }
  }
}

/** The identification header (RFC 7845, section 5.1): one stream of one or two channels. */
function identification(channels: number): Uint8Array {
  const header = Buffer.alloc(19);
  header.write('OpusHead');
  header.writeUInt8(1, 8);
  header.writeUInt8(channels, 9);
  header.writeUInt16LE(PRE_SKIP, 10);
  header.writeUInt32LE(SAMPLE_RATE, 12);
  return header;
}
