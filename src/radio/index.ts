/** The radio client library: all that a radio needs to talk and listen on a net. */
export { type Cancel, type Clock, systemClock } from './clock.ts';
export {
  type ChannelInfo,
  type ChannelOptions,
  type ConnectOptions,
  RadioClient,
} from './client.ts';
export type { IdentifiedAnew, JoinOptions, Joined, RadioEvents, Ready } from './events.ts';
export { type Closing, ProtocolError, RadioClosedError, RadioError, errorText } from './errors.ts';
export {
  JitterBuffer,
  type JitterBufferOptions,
  type JitterStats,
  type Released,
} from './jitter-buffer.ts';
export { Media, type MediaEvents, type MediaOptions, type MediaStats } from './media.ts';
export { OggError, type OggOpusFile, openOggOpus } from './ogg-reader.ts';
export { OggOpusWriter } from './ogg-writer.ts';
export { type OpusFrame, opusFrame } from './opus.ts';
export { type Random, randomSsrc, systemRandom } from './random.ts';
export type { ReceivedFrame, SourceStats } from './receiver.ts';
export { Recorder, type Recording } from './recorder.ts';
export {
  KEEP_ALIVE_PAYLOAD_TYPE,
  OPUS_PAYLOAD_TYPE,
  type RtpPacket,
  buildRtp,
  parseRtp,
} from './rtp.ts';
export { SrtpKeyring } from './srtp-keyring.ts';
export type { Talk, Uplink } from './uplink.ts';
export { serverUrl } from './url.ts';
export { PinError } from './open-socket.ts';
