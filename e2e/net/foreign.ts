import { spawn, type ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { SrtpProfile } from '../../src/contract/srtp.ts';
import { eventually } from './udp.ts';

/** Radios that others have made: ffmpeg and GStreamer, with their own SRTP. */

const OPUS_CAPS = 'media=audio,clock-rate=48000,encoding-name=OPUS,payload=111';

/** What GStreamer calls the profiles. */
const SUITES: Readonly<Record<SrtpProfile, { readonly cipher: string; readonly auth: string }>> = {
  AEAD_AES_128_GCM: { cipher: 'aes-128-gcm', auth: 'null' },
  AES_CM_128_HMAC_SHA1_80: { cipher: 'aes-128-icm', auth: 'hmac-sha1-80' },
};

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const hex = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

/** The capabilities of a stream that GStreamer is to decrypt, its key among them. */
export function srtpCaps(ssrc: number, profile: SrtpProfile, downlink: string): string {
  const { cipher, auth } = SUITES[profile];
  const suites = ['srtp', 'srtcp'].flatMap((kind) => [
    `${kind}-cipher=(string)${cipher}`,
    `${kind}-auth=(string)${auth}`,
  ]);
  const key = `srtp-key=(buffer)${hex(downlink)}`;
  return ['application/x-srtp', OPUS_CAPS, `ssrc=(uint)${ssrc}`, key, ...suites].join(',');
}

/** Runs a pipeline of GStreamer. Resolves once it plays. */
export async function gstreamer(pipeline: readonly string[]): Promise<ChildProcess> {
  const child = start('gst-launch-1.0', ['-e', ...pipeline]);
  let output = '';
  child.stdout?.on('data', (data: Buffer) => {
    output += data.toString();
  });
  await eventually(() => output.includes('PLAYING'));
  return child;
}

/** GStreamer as a radio that listens: decrypts and decodes what comes to a port into a WAV file. */
export function gstreamerListens(port: number, caps: string, file: string): Promise<ChildProcess> {
  return gstreamer([
    ...['udpsrc', 'address=127.0.0.1', `port=${port}`, `caps=${caps}`],
    // Reports come to the same port, and have to go somewhere.
    ...'! srtpdec name=srtp srtp.rtcp_src ! buffer.sink_rtcp srtp.rtp_src'.split(' '),
    ...'! rtpjitterbuffer name=buffer ! rtpopusdepay ! opusdec ! audioconvert'.split(' '),
    ...['!', 'audio/x-raw,format=S16LE', '!', 'wavenc', '!', 'filesink', `location=${file}`],
  ]);
}

/** GStreamer as a radio that talks: a tone of 1 kHz, so many packets of 20 ms, in real time. */
export function gstreamerTalks(
  packets: number,
  to: { readonly port: number; readonly from: number },
  ssrc: number,
  profile: SrtpProfile,
  uplink: string,
): ChildProcess {
  const { cipher, auth } = SUITES[profile];
  const suites = ['rtp', 'rtcp'].flatMap((kind) => [
    `${kind}-cipher=${cipher}`,
    `${kind}-auth=${auth}`,
  ]);
  return start('gst-launch-1.0', [
    ...['audiotestsrc', 'is-live=true', 'wave=sine', 'freq=1000', 'samplesperbuffer=960'],
    ...[`num-buffers=${packets}`, '!', 'audio/x-raw,rate=48000,channels=1', '!', 'opusenc'],
    ...['!', 'rtpopuspay', 'pt=111', `ssrc=${ssrc}`, 'seqnum-offset=1000'],
    ...['!', 'srtpenc', `key=${hex(uplink)}`, ...suites],
    ...['!', 'udpsink', 'host=127.0.0.1', `port=${to.port}`, `bind-port=${to.from}`],
  ]);
}

/** ffmpeg as a radio that talks by SRTP, in the one profile it knows here. */
export function ffmpegTalks(
  seconds: number,
  port: number,
  ssrc: number,
  uplink: string,
): ChildProcess {
  const tone = 'sine=frequency=1000:sample_rate=48000';
  return start('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', tone],
    ...['-t', String(seconds), '-c:a', 'libopus', '-b:a', '24k', '-frame_duration', '20'],
    ...['-ssrc', String(ssrc), '-payload_type', '111', '-seq', '1000', '-f', 'rtp'],
    ...['-srtp_out_suite', 'AES_CM_128_HMAC_SHA1_80', '-srtp_out_params', uplink],
    `srtp://127.0.0.1:${port}?pkt_size=1200&rtcpport=${port}`,
  ]);
}
