import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { startNet, tempDir } from './start-net.ts';
import { eventually, latch, udp } from './udp.ts';
import { toneShare, wavSamples } from './wav.ts';

const TALKER = 305_419_896;
const RECORDER = 2;
const GSTREAMER = 3;

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/**
 * ffmpeg as a radio: the same 1 kHz tone to several addresses, in the very same packets but for
 * where their timestamps begin, which RFC 3550 (5.1) wants to be random.
 */
function ffmpegTalks(seconds: number, ports: readonly number[]): ChildProcess {
  const options = `f=rtp:ssrc=${TALKER}:payload_type=111:seq=0`;
  const outputs = ports.map((port) => `[${options}]rtp://127.0.0.1:${port}?pkt_size=1200`);
  const tone = 'sine=frequency=1000:sample_rate=48000';
  const codec = ['-c:a', 'libopus', '-b:a', '24k', '-frame_duration', '20'];
  return start('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', tone],
    ...['-t', String(seconds), '-map', '0:a', ...codec, '-f', 'tee', outputs.join('|')],
  ]);
}

/** Samples of a frame of 20 ms at Opus' clock rate of 48 kHz (RFC 7587, 4.2). */
const FRAME_SAMPLES = 960;

/** The packets by their sequence number, with timestamps that begin at zero. */
function fromZero(packets: readonly Buffer[]): Map<number, Buffer> {
  return new Map(
    packets.map((packet) => {
      const [sequence, [first]] = [packet.readUInt16BE(2), packets];
      const base = (first?.readUInt32BE(4) ?? 0) - FRAME_SAMPLES * (first?.readUInt16BE(2) ?? 0);
      const copy = Buffer.from(packet);
      copy.writeUInt32BE((packet.readUInt32BE(4) - base) >>> 0, 4);
      return [sequence, copy];
    }),
  );
}

/** GStreamer as a radio: decodes what comes to a port into a WAV file. Resolves once it listens. */
async function gstreamerListens(port: number, file: string): Promise<ChildProcess> {
  const caps = 'application/x-rtp,media=audio,clock-rate=48000,encoding-name=OPUS,payload=111';
  const child = start('gst-launch-1.0', [
    ...['-e', 'udpsrc', 'address=127.0.0.1', `port=${port}`, `caps=${caps}`],
    ...'! rtpjitterbuffer ! rtpopusdepay ! opusdec ! audioconvert'.split(' '),
    ...['!', 'audio/x-raw,format=S16LE', '!', 'wavenc', '!', 'filesink', `location=${file}`],
  ]);
  let output = '';
  child.stdout?.on('data', (data: Buffer) => {
    output += data.toString();
  });
  await eventually(() => output.includes('PLAYING'));
  return child;
}

it('carries a tone from ffmpeg to GStreamer, every packet unchanged', async () => {
  const net = await startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }] });
  for (const [userId, ssrc] of [
    ['talker', TALKER],
    ['recorder', RECORDER],
    ['gstreamer', GSTREAMER],
  ] as const) {
    const radio = await net.radio(userId);
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc });
  }
  const [reference, recorder] = [await udp(), await udp()];
  const [sent, received]: [Buffer[], Buffer[]] = [[], []];
  reference.on('message', (packet: Buffer) => sent.push(packet));
  await latch(net, recorder, RECORDER);
  recorder.on('message', (packet: Buffer) => {
    if (packet.readUInt32BE(8) === TALKER) received.push(packet);
  });
  // GStreamer cannot make its address known, so the port is latched before it takes it over.
  const port = await udp();
  await latch(net, port, GSTREAMER);
  const { port: listenPort } = port.address();
  port.close();
  await once(port, 'close');
  const file = join(tempDir(), 'rx.wav');
  const gstreamer = await gstreamerListens(listenPort, file);

  const [code] = (await once(
    ffmpegTalks(4, [net.server.relay.port, reference.address().port]),
    'exit',
  )) as [number];
  expect(code).toBe(0);
  await eventually(() => received.length >= 0.995 * sent.length);
  gstreamer.kill('SIGINT');
  await once(gstreamer, 'exit');

  expect(sent.length).toBeGreaterThanOrEqual(198);
  const [reached, meant] = [fromZero(received), fromZero(sent)];
  const intact = [...meant].filter(([sequence, packet]) => reached.get(sequence)?.equals(packet));
  expect(intact.length / sent.length).toBeGreaterThanOrEqual(0.995);
  const { rate, samples } = wavSamples(readFileSync(file));
  expect(samples.length / rate).toBeGreaterThan(3);
  // The first quarter of a second is the codec and the jitter buffer finding their feet.
  const steady = samples.subarray(rate / 4, rate / 4 + 2 * rate);
  expect(toneShare(steady, rate, 1_000)).toBeGreaterThan(0.95);
  expect(toneShare(steady, rate, 1_100)).toBeLessThan(0.01);
});
