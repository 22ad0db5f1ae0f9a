import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { eventually } from './udp.ts';

/** Why nothing can be captured here; null where it can. */
export function whyNoCapture(): string | null {
  // Listing the link types opens the interface, which is what takes the right to capture.
  const { error, status, stderr } = spawnSync('dumpcap', ['-i', 'lo', '-L'], { encoding: 'utf8' });
  if (error) return `no dumpcap here (install tshark): ${error.message}`;
  return status === 0 ? null : `no right to capture on loopback: ${stderr.trim()}`;
}

/** What passes on loopback, kept in a file. */
export type Capture = {
  /** Resolves when so many packets are in the file, which is then complete. */
  finish(packets: number): Promise<void>;
};

/**
 * Captures on loopback, from the moment that this resolves.
 *
 * @param filter as in pcap-filter(7)
 */
export async function capture(filter: string, file: string): Promise<Capture> {
  const args = ['-i', 'lo', '-f', filter, '-w', file];
  const child = spawn('dumpcap', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (data: string) => {
    output += data;
  });
  const ended = once(child, 'close');
  await eventually(() => output.includes('File: ') || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`dumpcap: ${output}`);
  return {
    finish: async (packets) => {
      await eventually(() => Number(/.*Packets: (\d+)/s.exec(output)?.[1] ?? 0) >= packets);
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** A row of `tshark -q -z rtp,streams`. */
export type Stream = {
  readonly ssrc: number;
  readonly packets: number;
  /** Expected less received, copies included (RFC 3550, A.3). */
  readonly lost: number;
  readonly meanJitterMs: number;
};

/** The RTP streams in a capture, as tshark sees them. */
export function rtpStreams(file: string, options: readonly string[]): Stream[] {
  const output = tshark(['-r', file, ...options, '-q', '-z', 'rtp,streams']);
  return output.split('\n').flatMap((line): Stream[] => {
    const row = /0x([0-9A-F]{8})\s+(.*)$/i.exec(line);
    if (!row) return [];
    // Payload, packets, lost (share), deltas and jitters: least, mean, most of each.
    const figures = [...(row[2] ?? '').matchAll(/(-?[\d.]+)\s*(?:\([^)]*%\))?(?=\s|$)/g)];
    const [packets, lost, , , , , meanJitterMs] = figures.slice(-9).map(([, n]) => Number(n));
    if (packets === undefined || lost === undefined || meanJitterMs === undefined) return [];
    return [{ ssrc: Number.parseInt(row[1] ?? '', 16), packets, lost, meanJitterMs }];
  });
}

/** One packet of a capture. */
export type Captured = {
  readonly atMs: number;
  readonly sequence: number;
  readonly timestamp: number;
};

/** The RTP packets of a capture in their order, with the times at which they came. */
export function rtpPackets(file: string, options: readonly string[]): Captured[] {
  const fields = ['frame.time_relative', 'rtp.seq', 'rtp.timestamp'];
  const wanted = fields.flatMap((field) => ['-e', field]);
  const output = tshark(['-r', file, ...options, '-Y', 'rtp', '-T', 'fields', ...wanted]);
  return output
    .trim()
    .split('\n')
    .map((line) => {
      const [at, sequence, timestamp] = line.split('\t').map(Number);
      return { atMs: 1_000 * (at ?? 0), sequence: sequence ?? 0, timestamp: timestamp ?? 0 };
    });
}

/**
 * A session announcement (RFC 2974) that says which port has Opus, so that tshark knows the clock
 * rate of a dynamic payload type.
 */
export function announcement(port: number, payloadType: number): Buffer {
  const header = Buffer.from([0x20, 0, 0, 1, 127, 0, 0, 1]);
  const sdp = [
    ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=test', 'c=IN IP4 127.0.0.1', 't=0 0'],
    ...[`m=audio ${port} RTP/AVP ${payloadType}`, `a=rtpmap:${payloadType} opus/48000/2`, ''],
  ];
  return Buffer.concat([header, Buffer.from(`application/sdp\0${sdp.join('\r\n')}`)]);
}

function tshark(args: readonly string[]): string {
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  return execFileSync('tshark', args, { encoding: 'utf8', stdio: [...stdio] });
}
