import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { radioCommand } from '../../src/cli/radio.ts';
import { SRTP_PROFILES, type SrtpProfile } from '../../src/contract/srtp.ts';
import {
  Media,
  OggOpusWriter,
  openOggOpus,
  opusFrame,
  RadioClient,
  type OpusFrame,
} from '../../src/radio/index.ts';
import { SECRET, startNet, tempDir, type TestNet } from './start-net.ts';
import { eventually } from './udp.ts';

const [GCM, CM] = SRTP_PROFILES;

const startAlpha = (): Promise<TestNet> =>
  startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha', srtp: 'required' }] });

/** A radio of our own library, in the channel, with its address known. */
async function radio(
  net: TestNet,
  userId: string,
  ssrc: number,
  profile: SrtpProfile,
): Promise<{ client: RadioClient; media: Media; uplink: ReturnType<Media['uplink']> }> {
  const client = await RadioClient.connect(net.url);
  onTestFinished(async () => {
    await client.close();
  });
  await client.identify(userId, SECRET);
  await client.join('alpha', ssrc, { srtp: [profile] });
  const { port } = net.server.relay;
  const media = await Media.open({ address: client.serverAddress, port, keys: client.keys });
  onTestFinished(() => media.close());
  const uplink = media.uplink(ssrc);
  await eventually(() =>
    net.server.feed.snapshot().peers.some((peer) => peer.ssrc === ssrc && peer.address !== null),
  );
  return { client, media, uplink };
}

async function* speech(frames: number): AsyncGenerator<OpusFrame> {
  for (let n = 0; n < frames; n += 1) {
    const frame = opusFrame(Uint8Array.from([0xf8, n, 1]));
    if (frame !== null) yield await Promise.resolve(frame);
  }
}

it('loses nothing while others come and go, and the keys change', async () => {
  const net = await startAlpha();
  const { uplink } = await radio(net, 'talker', 1, CM);
  const { media, client } = await radio(net, 'ears', 2, GCM);
  const heard: number[] = [];
  media.on('frame', ({ data }) => heard.push(data[1] ?? -1));
  const talking = uplink.talk(speech(100));
  for (let ssrc = 10; ssrc < 20; ssrc += 1) {
    await eventually(() => heard.length >= (ssrc - 9) * 8);
    const { client: guest } = await radio(net, `guest-${ssrc}`, ssrc, ssrc % 2 === 0 ? CM : GCM);
    await guest.close();
  }
  await talking;
  await eventually(() => heard.length === 100);
  expect(heard).toEqual(Array.from({ length: 100 }, (_, n) => n));
  expect(media.stats).toMatchObject({ notAuthentic: 0, notRtp: 0 });
  await client.leave('alpha');
  expect(client.keys.isInUse).toBe(false);
});

it('is spoken by livechat radio', async () => {
  const net = await startAlpha();
  const folder = tempDir();
  const [spoken, recorded] = [join(folder, 'spoken.ogg'), join(folder, 'recorded.ogg')];
  const writer = await OggOpusWriter.create(spoken, 1);
  for await (const frame of speech(20)) await writer.write(frame);
  await writer.close();
  const run = (
    user: string,
    ...args: string[]
  ): { lines: () => string; ended: Promise<unknown> } => {
    let output = '';
    const command = radioCommand().exitOverride();
    const take = (text: string): void => void (output += text);
    command.configureOutput({ writeOut: take, writeErr: take });
    const login = ['--url', net.url, '--user', user, '--token', SECRET, '--channel', 'alpha'];
    const ended = command.parseAsync([...login, ...args], { from: 'user' });
    return { lines: () => output, ended };
  };

  const plain = run('plain', '--talk', spoken);
  await plain.ended;
  expect(plain.lines()).toContain('channel "alpha" wants SRTP');
  process.exitCode = 0;

  const recorder = run('recorder', '--srtp', '--record', recorded, '--ssrc', '2', '--seconds', '3');
  await eventually(() => net.server.feed.snapshot().peers.some(({ address }) => address !== null));
  expect(recorder.lines()).toContain(`joined "alpha" by SRTP (${GCM})`);
  const talker = run('talker', '--srtp', CM, '--talk', spoken);
  await talker.ended;
  await recorder.ended;
  const file = await openOggOpus(recorded);
  const frames: number[] = [];
  for await (const { data } of file.frames()) frames.push(data[1] ?? -1);
  file.close();
  expect(frames).toEqual(Array.from({ length: 20 }, (_, n) => n));
});
