import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import type { PeerView } from '../../src/contract/operator.ts';
import { counterMemory } from '../../src/server/relay/counter-memory.ts';
import { CounterReader } from '../../src/server/relay/counter-reader.ts';
import { CounterWriter } from '../../src/server/relay/counter-writer.ts';
import { rtp } from '../../src/server/relay/testing/packets.ts';
import { LossyWay } from './lossy-way.ts';
import { startNet, tempDir, type TestNet } from './start-net.ts';
import {
  announcement,
  capture,
  rtpPackets,
  rtpStreams,
  whyNoCapture,
  type Captured,
} from './tshark.ts';
import { eventually, udp } from './udp.ts';

const TALKER = 305_419_896;
const OPUS = 111;
const FAULTS = { lost: 0.06, doubled: 0.05, late: 0.15 };

const noCapture = whyNoCapture();

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** ffmpeg as a radio: Opus in packets of 20 ms, and its sender reports to the same port. */
function ffmpegTalks(seconds: number, port: number, firstSequence: number): ChildProcess {
  const tone = 'sine=frequency=1000:sample_rate=48000';
  const codec = ['-c:a', 'libopus', '-b:a', '24k', '-frame_duration', '20'];
  const rtpOptions = ['-ssrc', String(TALKER), '-payload_type', String(OPUS)];
  return start('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', tone],
    ...['-t', String(seconds), ...codec, ...rtpOptions, '-seq', String(firstSequence)],
    ...['-f', 'rtp', `rtp://127.0.0.1:${port}?rtcpport=${port}&pkt_size=1200`],
  ]);
}

async function netWithTalker(): Promise<TestNet> {
  const net = await startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }] });
  const radio = await net.radio('talker');
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: TALKER });
  return net;
}

function peer(net: TestNet, ssrc: number): PeerView {
  const found = net.server.feed.snapshot().peers.find((row) => row.ssrc === ssrc);
  if (!found) throw new Error(`no peer ${ssrc}`);
  return found;
}

/** What a sequence of packets comes to, whose numbers wrap once at most. */
function countsOf(sequences: readonly number[]): Partial<PeerView['quality']> {
  const [first = 0] = sequences;
  const places = sequences.map((sequence) => (sequence - first + 0x8000) & 0xffff);
  const seen = new Set<number>();
  let [late, highest] = [0, -Infinity];
  for (const place of places) {
    if (place < highest && !seen.has(place)) late += 1;
    highest = Math.max(highest, place);
    seen.add(place);
  }
  const expected = highest - Math.min(...seen) + 1;
  const [lost, duplicate] = [expected - seen.size, places.length - seen.size];
  return { expected, lost, late, duplicate, misfit: 0 };
}

/** Lets ffmpeg talk over a lossy way, and the relay take in all that it let through. */
async function talk(
  net: TestNet,
  seconds: number,
  { seed, unmarks = false }: { readonly seed: number; readonly unmarks?: boolean },
): Promise<LossyWay> {
  const way = await LossyWay.open(net.server.relay.port, { ...FAULTS, unmarks }, seed);
  // The sequence wraps on the way.
  const [code] = (await once(ffmpegTalks(seconds, way.port, 65_500), 'exit')) as [number];
  expect(code).toBe(0);
  way.flush();
  await eventually(() => peer(net, TALKER).packets_in === way.packets);
  return way;
}

it.each([1, 2])('counts what is lost, late and doubled of ffmpeg, seed %i', async (seed) => {
  const net = await netWithTalker();
  const way = await talk(net, 3, { seed });
  const counts = countsOf(way.passed);
  const { quality } = peer(net, TALKER);
  expect(quality).toMatchObject({ ...counts, spurts: 1 });
  for (const count of [counts.lost, counts.late, counts.duplicate])
    expect(count).toBeGreaterThan(0);
  // 3 s, less what is lost at either end.
  expect(quality.talk_ms).toBeGreaterThan(2_500);
  expect(quality.talk_ms).toBe(quality.spurt_ms);
});

/** The mean of the jitter after each packet but the first, from the times of a capture. */
function meanJitter(packets: readonly Captured[]): number {
  const memory = counterMemory(1);
  const [writer, reader] = [new CounterWriter(memory), new CounterReader(memory)];
  writer.take(0, 1);
  const jitters = packets.map(({ atMs, sequence, timestamp }) => {
    writer.heard(0, rtp({ ssrc: TALKER, sequence, timestamp }), true, atMs);
    return reader.peer(0, 1, atMs).jitter_ms;
  });
  return mean(jitters.slice(1));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

it.skipIf(noCapture !== null)(
  `agrees with tshark on loss and jitter${noCapture === null ? '' : ` (${noCapture})`}`,
  async () => {
    const net = await netWithTalker();
    const { port } = net.server.relay;
    const bystander = await udp();
    const { port: announcePort } = bystander.address();
    const file = join(tempDir(), 'traffic.pcapng');
    const running = await capture(`udp dst port ${port} or udp dst port ${announcePort}`, file);
    bystander.send(announcement(port, OPUS), announcePort, '127.0.0.1');
    const reported: number[] = [];
    const sampling = setInterval(() => reported.push(peer(net, TALKER).quality.jitter_ms), 10);
    onTestFinished(() => clearInterval(sampling));
    // ffmpeg marks every packet of Opus as the first of a talk spurt, and tshark believes it.
    const way = await talk(net, 5, { seed: 3, unmarks: true });
    clearInterval(sampling);
    await running.finish(way.packets + 1);

    const options = ['-d', `udp.port==${announcePort},sap`];
    const [stream, ...others] = rtpStreams(file, options);
    if (!stream) throw new Error('tshark sees no stream');
    expect([stream.ssrc, others]).toEqual([TALKER, []]);
    const { expected, lost, duplicate } = peer(net, TALKER).quality;
    expect(stream.packets).toBe(way.passed.length);
    expect(expected).toBe(stream.packets + stream.lost);
    // To tshark, as in RFC 3550 (A.3), a copy makes up for a packet that is lost.
    expect(lost - duplicate).toBe(stream.lost);
    expect(meanJitter(rtpPackets(file, options))).toBeCloseTo(stream.meanJitterMs, 2);
    // What the relay said while it went on. It has packets a little later than the capture does.
    const heard = reported.filter((jitter) => jitter > 0);
    expect(mean(heard) / stream.meanJitterMs).toBeGreaterThan(0.8);
    expect(mean(heard) / stream.meanJitterMs).toBeLessThan(1.25);
  },
);
