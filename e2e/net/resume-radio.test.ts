import { expect, it, onTestFinished } from 'vitest';
import { SRTP_PROFILES } from '../../src/contract/srtp.ts';
import { Media, opusFrame, RadioClient, type OpusFrame } from '../../src/radio/index.ts';
import { livechat } from './command.ts';
import { CutWay } from './cut-way.ts';
import { SECRET, startNet, type TestNet } from './start-net.ts';
import { eventually } from './udp.ts';

/** A radio of our own library over a way that can be cut, in the channel with SRTP. */
async function radio(net: TestNet, userId: string, ssrc: number) {
  const way = await CutWay.open(net.url);
  const client = await RadioClient.connect(way.url);
  onTestFinished(async () => {
    await client.close();
  });
  const told: [string, unknown][] = [];
  for (const name of ['lost', 'resumed', 'identified', 'channel', 'message'] as const) {
    client.on(name, (value) => told.push([name, value]));
  }
  await client.identify(userId, SECRET);
  const joined = await client.join('alpha', ssrc, { srtp: SRTP_PROFILES });
  const { port } = net.server.relay;
  const media = await Media.open({ address: client.serverAddress, port, keys: client.keys });
  onTestFinished(() => media.close());
  const uplink = media.uplink(ssrc, joined.media);
  await eventually(() => uplink.publicAddress !== null);
  return { way, client, told, media, uplink };
}

const startAlpha = (): Promise<TestNet> =>
  startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha', srtp: 'required' }] });

it('a radio hears on across a cut during which the keys were renewed', async () => {
  const net = await startAlpha();
  const mouth = await radio(net, 'mouth', 1);
  const ears = await radio(net, 'ears', 2);
  const heard: number[] = [];
  ears.media.on('frame', ({ data }) => heard.push(data[1] ?? -1));
  async function* speech(): AsyncGenerator<OpusFrame> {
    // Talks until all is over: what happens meanwhile takes its time.
    for (let n = 0; n < 200; n += 1) {
      const frame = opusFrame(Uint8Array.from([0xf8, n, 1]));
      if (frame !== null) yield await Promise.resolve(frame);
    }
  }
  const talking = mouth.uplink.talk(speech());
  await eventually(() => heard.length > 10);
  ears.way.cut();
  await eventually(() => ears.told.length > 0);
  net.server.net.renewKeys({ channelId: 'alpha', epoch: 1 });
  await mouth.client.send('alpha', 'new keys');
  await eventually(() => ears.told.at(-1)?.[0] === 'resumed');
  expect(ears.told).toMatchObject([
    ['lost', { code: 1006 }],
    ['message', { content: 'new keys' }],
    ['resumed', { replayed: 2 }],
  ]);
  await talking;
  await eventually(() => heard.at(-1) === 199);
  // What came after the old key was good and before it was told the new one is one gap at most.
  const gaps = heard.filter((n, at) => at > 0 && n !== (heard[at - 1] ?? 0) + 1);
  expect(gaps.length).toBeLessThanOrEqual(1);
  expect(mouth.told.filter(([name]) => name === 'channel')).toHaveLength(1);
});

it('a radio whose session is gone logs in anew, and is heard and hears again', async () => {
  const net = await startAlpha();
  const mouth = await radio(net, 'mouth', 1);
  const ears = await radio(net, 'ears', 2);
  mouth.way.hush();
  mouth.way.cut();
  const session = net.server.net.users.get('mouth');
  if (session) net.server.net.endSession(session);
  await eventually(() => mouth.told.at(-1)?.[0] === 'identified');
  const [, anew] = mouth.told.at(-1) as [string, { joined: { ssrc: number; media: object }[] }];
  const [joined] = anew.joined;
  expect(joined).toMatchObject({ channel_id: 'alpha', ssrc: 1 });
  mouth.uplink.rejoined(1, joined?.media);
  await eventually(() => mouth.uplink.publicAddress !== null);
  const heard: number[] = [];
  ears.media.on('frame', ({ data }) => heard.push(data[1] ?? -1));
  const words = [1, 2, 3].flatMap((n) => opusFrame(Uint8Array.from([0xf8, n, 1])) ?? []);
  async function* speech(): AsyncGenerator<OpusFrame> {
    for (const frame of words) yield await Promise.resolve(frame);
  }
  await mouth.uplink.talk(speech());
  await eventually(() => heard.length === 3);
  expect(heard).toEqual([1, 2, 3]);
});

it('livechat radio survives a cut, unless it is told not to', async () => {
  const net = await startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }] });
  const start = async (user: string, ...options: string[]) => {
    const way = await CutWay.open(net.url);
    const words = ['--user', user, '--token', SECRET, '--channel', 'alpha', ...options];
    const command = livechat(['radio', '--url', way.url, ...words]);
    await command.line((line) => line.startsWith('joined'));
    return { way, command };
  };
  const [stays, goes] = [await start('stays'), await start('goes', '--no-resume')];
  stays.way.cut();
  await stays.command.line((line) => line.startsWith('lost 1006'));
  await stays.command.line((line) => line.startsWith('resumed'));
  goes.way.cut();
  expect(await goes.command.ended).toBe(1);
  await stays.command.line((line) => line.startsWith('leave') && line.includes('goes'));
  stays.command.kill('SIGTERM');
  expect(await stays.command.ended).toBe(0);
});
