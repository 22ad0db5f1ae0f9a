import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SRTP_PROFILES, type SrtpProfile } from '../../src/contract/srtp.ts';
import { ffmpegTalks, gstreamer, gstreamerListens, gstreamerTalks, srtpCaps } from './foreign.ts';
import {
  dropsOf,
  joinSecure,
  latchSecure,
  nextKey,
  opener,
  secureRadio,
  sendTo,
  taken,
  Uplink,
  type SecureRadio,
} from './srtp.ts';
import { startNet, tempDir, type TestNet } from './start-net.ts';
import { eventually, rtp, udp } from './udp.ts';
import { toneShare, wavSamples } from './wav.ts';

const [GCM, CM] = SRTP_PROFILES;
const TALKER = 305_419_896;
const PACKETS = 150;

const startAlpha = (): Promise<TestNet> =>
  startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }] });

/** Gives up a port, for a program of another maker to take. */
async function freePort(radio: Pick<SecureRadio, 'socket'>): Promise<number> {
  const { port } = radio.socket.address();
  radio.socket.close();
  await once(radio.socket, 'close');
  return port;
}

/** A radio of GStreamer that listens to the talker. */
async function listener(
  net: TestNet,
  ssrc: number,
  profile: SrtpProfile,
): Promise<{ readonly program: ChildProcess; readonly file: string }> {
  const radio = await secureRadio(net, `listener-${ssrc}`, ssrc, profile);
  const file = join(tempDir(), 'rx.wav');
  const caps = srtpCaps(TALKER, profile, radio.offer.downlink);
  return { program: await gstreamerListens(await freePort(radio), caps, file), file };
}

async function expectTone({ program, file }: Awaited<ReturnType<typeof listener>>): Promise<void> {
  program.kill('SIGINT');
  await once(program, 'exit');
  const { rate, samples } = wavSamples(readFileSync(file));
  expect(samples.length / rate).toBeGreaterThan(2);
  const steady = samples.subarray(rate / 4, rate / 4 + 1.5 * rate);
  expect(toneShare(steady, rate, 1_000)).toBeGreaterThan(0.95);
}

/** All that the recorder heard of the talker opens, and lacks nothing in between. */
function expectAll({ offer, heard }: SecureRadio, packets: number): void {
  const media = heard.filter((packet) => packet.readUInt32BE(8) === TALKER);
  const opened = media.map(opener(offer.profile, offer.downlink));
  const sequences = opened.map((packet) => packet?.readUInt16BE(2) ?? -1);
  const [first = -1] = sequences;
  expect(sequences).toEqual(sequences.map((_, i) => first + i));
  expect(sequences.length).toBeGreaterThanOrEqual(packets);
}

it.each(SRTP_PROFILES)(
  'carries a tone from GStreamer to GStreamer by %s, with no packet lost',
  async (profile) => {
    const net = await startAlpha();
    const talker = await secureRadio(net, 'talker', TALKER, profile);
    const recorder = await secureRadio(net, 'recorder', 2, profile);
    const ears = await listener(net, 3, profile);
    const from = await freePort(talker);
    recorder.heard.length = 0;
    const to = { port: net.server.relay.port, from };
    const program = gstreamerTalks(PACKETS, to, TALKER, profile, talker.offer.uplink);
    expect(await once(program, 'exit')).toEqual([0, null]);
    await taken(net, TALKER, PACKETS);
    await eventually(() => recorder.heard.length >= PACKETS);
    expect(dropsOf(net, TALKER)).toEqual({});
    expectAll(recorder, PACKETS);
    await expectTone(ears);
  },
);

it('carries a tone from ffmpeg to GStreamer in both profiles, with no packet lost', async () => {
  const net = await startAlpha();
  const talker = await net.radio('talker');
  const offer = await joinSecure(talker, 'alpha', TALKER, [CM]);
  const recorder = await secureRadio(net, 'recorder', 2, GCM);
  const [cm, gcm] = [await listener(net, 3, CM), await listener(net, 4, GCM)];
  const seconds = PACKETS / 50;
  const program = ffmpegTalks(seconds, net.server.relay.port, TALKER, offer?.uplink ?? '');
  expect(await once(program, 'exit')).toEqual([0, null]);
  await taken(net, TALKER, PACKETS);
  await eventually(() => recorder.heard.length >= PACKETS);
  expect(dropsOf(net, TALKER)).toEqual({});
  expectAll(recorder, PACKETS);
  await expectTone(cm);
  await expectTone(gcm);
});

const next20Ms = (): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, 20));

it.each(SRTP_PROFILES)('lets GStreamer join late, after a wrap, by %s', async (profile) => {
  const net = await startAlpha();
  const talker = await secureRadio(net, 'talker', TALKER, profile);
  let index = 20_000;
  const say = (): void => {
    const roc = Math.floor(index / 0x1_0000);
    sendTo(net, talker.socket, talker.uplink.seal(rtp(TALKER, index), roc));
  };
  const witness = await secureRadio(net, 'witness', 2, profile);
  for (; index < 0x1_0000; index += 20_000) say();
  index = 0x1_0000;
  const told = nextKey(witness.radio);
  // At the pace of speech, until the relay finds the key old enough.
  while ((await Promise.race([told, next20Ms()])) === undefined) {
    say();
    index += 1;
  }

  const late = await net.radio('late');
  const offer = await joinSecure(late, 'alpha', 3, [profile]);
  if (offer === undefined) throw new Error('no keys were told');
  const socket = await udp();
  await latchSecure(net, socket, 3, new Uplink(offer));
  const file = join(tempDir(), 'packets');
  const caps = srtpCaps(TALKER, profile, offer.downlink);
  const program = await gstreamer([
    ...['udpsrc', 'address=127.0.0.1', `port=${await freePort({ socket })}`, `caps=${caps}`],
    ...['!', 'srtpdec', '!', 'filesink', 'buffer-mode=unbuffered', `location=${file}`],
  ]);
  const spoken = Array.from({ length: 20 }, () => {
    say();
    index += 1;
    return rtp(TALKER, index - 1);
  });
  await eventually(() => readFileSync(file).length >= Buffer.concat(spoken).length);
  expect(readFileSync(file)).toEqual(Buffer.concat(spoken));
  program.kill('SIGINT');
  await once(program, 'exit');
});
