import { EncodedPacketSink, FilePathSource, Input, type InputAudioTrack, OGG } from 'mediabunny';
import { type OpusFrame, opusFrame } from './opus.ts';

/** An Ogg Opus file (RFC 7845) that is open for reading. */
export type OggOpusFile = {
  readonly channels: number;
  /** Samples at 48 kHz that a player drops at the start (RFC 7845, section 5.1). */
  readonly preSkip: number;
  /** Its frames from the start, bit for bit. May be called again. */
  readonly frames: () => AsyncIterable<OpusFrame>;
  /** Closes the file. */
  readonly close: () => void;
};

/** A file that cannot be read as Ogg Opus. */
export class OggError extends Error {
  override readonly name = 'OggError';
}

/**
 * Opens an Ogg Opus file, such as `ffmpeg -i speech.wav -c:a libopus speech.ogg` makes.
 *
 * @throws {OggError} when it is not Ogg Opus in mono or stereo
 * @throws {Error} of the system, when it cannot be opened
 */
export async function openOggOpus(path: string): Promise<OggOpusFile> {
  const input = new Input({ formats: [OGG], source: new FilePathSource(path) });
  try {
    if (!(await input.canRead())) throw new OggError(`${path} is broken, or not an Ogg Opus file`);
    const track = await input.getPrimaryAudioTrack();
    if (track === null || (await track.getCodec()) !== 'opus') {
      throw new OggError(`${path} is Ogg, but has no Opus in it`);
    }
    const head = await identification(track);
    if (head.mappingFamily !== 0) throw new OggError(`${path} has more than two channels`);
    return {
      channels: await track.getNumberOfChannels(),
      preSkip: head.preSkip,
      frames: () => frames(path, track),
      close: () => input.dispose(),
    };
  } catch (error) {
    input.dispose();
    throw explained(path, error);
  }
}

/** The parser fails on broken files in words of its own; only the system's are of use. */
function explained(path: string, error: unknown): unknown {
  if (error instanceof OggError || (error instanceof Error && 'code' in error)) return error;
  return new OggError(`${path} is broken, or not an Ogg Opus file`);
}

/** Reads what is needed of the identification header (RFC 7845, section 5.1). */
async function identification(
  track: InputAudioTrack,
): Promise<{ preSkip: number; mappingFamily: number }> {
  const header: unknown = (await track.getDecoderConfig())?.description;
  if (!(header instanceof Uint8Array)) throw new Error('the parser gave no header');
  const view = Buffer.from(header);
  return { preSkip: view.readUInt16LE(10), mappingFamily: view.readUInt8(18) };
}

async function* frames(path: string, track: InputAudioTrack): AsyncGenerator<OpusFrame, void> {
  try {
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const frame = opusFrame(packet.data);
      if (frame === null) throw new OggError(`${path} has a packet that is not Opus`);
      yield frame;
    }
  } catch (error) {
    throw explained(path, error);
  }
}
