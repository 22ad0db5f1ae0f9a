import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { RawRadio } from './raw-radio.ts';
import { SECRET, startNet, type TestNet } from './start-net.ts';
import { eventually, latch, udp } from './udp.ts';

const [TALKER, GSTREAMER] = [305_419_896, 3];

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** GStreamer as a radio that hears what comes to a port, and reports on it as an SSRC of its own. */
async function gstreamerReports(listenPort: number, relayPort: number): Promise<void> {
  const caps = 'application/x-rtp,media=audio,clock-rate=48000,encoding-name=OPUS,payload=111';
  const sink = 'fakesink async=false sync=false';
  const child = start('gst-launch-1.0', [
    ...['rtpsession', 'name=s', 'udpsrc', 'address=127.0.0.1', `port=${listenPort}`],
    ...[`caps=${caps}`, ...`! s.recv_rtp_sink s.recv_rtp_src ! ${sink}`.split(' ')],
    // It sends nothing but reports; a session takes its SSRC from what it would send.
    ...`audiotestsrc is-live=true ! opusenc ! rtpopuspay ssrc=${GSTREAMER} pt=111`.split(' '),
    ...`! s.send_rtp_sink s.send_rtp_src ! ${sink} s.send_rtcp_src`.split(' '),
    ...`! udpsink host=127.0.0.1 port=${relayPort} sync=false async=false`.split(' '),
  ]);
  let output = '';
  child.stdout?.on('data', (data: Buffer) => {
    output += data.toString();
  });
  await eventually(() => output.includes('PLAYING'));
}

it('measures the media round trip of GStreamer by the reports that pass between it and ffmpeg', async () => {
  const net = await startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }] });
  for (const [userId, ssrc] of [
    ['talker', TALKER],
    ['gstreamer', GSTREAMER],
  ] as const) {
    const radio = await net.radio(userId);
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc });
  }
  const rtt = (ssrc: number): number | null | undefined =>
    net.server.feed.snapshot().peers.find((peer) => peer.ssrc === ssrc)?.quality.rtt_ms;
  // GStreamer cannot make its address known, so the port is latched before it takes it over.
  const port = await udp();
  await latch(net, port, GSTREAMER);
  const { port: listenPort } = port.address();
  port.close();
  await once(port, 'close');
  const { port: relayPort } = net.server.relay;
  await gstreamerReports(listenPort, relayPort);
  expect(rtt(GSTREAMER)).toBeNull();
  start('ffmpeg', [
    ...'-hide_banner -loglevel error -re -f lavfi -i sine=sample_rate=48000 -t 25'.split(' '),
    ...['-c:a', 'libopus', '-ssrc', String(TALKER), '-payload_type', '111', '-f', 'rtp'],
    `rtp://127.0.0.1:${relayPort}?rtcpport=${relayPort}`,
  ]);
  await eventually(() => typeof rtt(GSTREAMER) === 'number');
  // On loopback; the second and more that GStreamer may wait with its report are not in it.
  expect(rtt(GSTREAMER)).toBeLessThan(250);
  // ffmpeg reports on nobody.
  expect(rtt(TALKER)).toBeNull();
});

/** A radio that has sent nothing but its log-in, and the pings that it gets. */
async function freshRadio(net: TestNet): Promise<{ radio: RawRadio; pings: Buffer[] }> {
  const radio = await RawRadio.connect(net.url);
  const pings: Buffer[] = [];
  radio.socket.on('ping', (payload: Buffer) => pings.push(payload));
  radio.send(Op.IDENTIFY, { user_id: 'kim', token: SECRET });
  await radio.until(({ op }) => op === Op.READY);
  return { radio, pings };
}

it('measures the round trip of a WebSocket by pings behind its log-in and its heartbeats', async () => {
  const clock = new ManualClock();
  const net = await startNet({}, { clock });
  const rtt = (): number | null | undefined => net.server.net.users.view('kim')?.rtt_ms;
  const { radio, pings } = await freshRadio(net);
  await eventually(() => rtt() === 0);
  // Half a heartbeat interval has to pass.
  clock.advance(4_999);
  await radio.drain();
  await radio.drain();
  expect(pings).toHaveLength(1);
  clock.advance(1);
  await radio.drain();
  await radio.drain();
  expect(pings).toHaveLength(2);
});

it('keeps no radio alive by its own pings', async () => {
  const clock = new ManualClock();
  const net = await startNet({}, { clock });
  const view = () => net.server.net.users.view('kim');
  const { radio, pings } = await freshRadio(net);
  await eventually(() => view()?.rtt_ms === 0);
  clock.advance(5_000);
  radio.send(Op.HEARTBEAT, null);
  await eventually(() => pings.length === 2);
  // The library has answered it, whatever the radio does. Time passes until the answer is there.
  clock.advance(20_000);
  await eventually(() => view()?.rtt_ms === 20_000);
  expect(view()?.state).toBe('suspect');
  // A pong that nobody asked for is a frame like any other (RFC 6455, section 5.5.3).
  radio.socket.pong('here');
  await eventually(() => view()?.state === 'alive');
  clock.advance(35_000);
  clock.advance(1_000);
  expect((await radio.closed).code).toBe(4009);
  expect(pings).toHaveLength(2);
});
