import { expect, it, onTestFinished } from 'vitest';
import {
  Media,
  opusFrame,
  RadioClient,
  randomSsrc,
  type Joined,
  type OpusFrame,
  type Uplink,
} from '../../src/radio/index.ts';
import { ManualClock as RadioClock } from '../../src/radio/manual-clock.ts';
import { Nat } from './nat.ts';
import { SECRET, startNet, type TestNet } from './start-net.ts';
import { eventually } from './udp.ts';

/** Other systems have but the one IPv4 address of their loopback. */
const hasSecondIp = process.platform === 'linux';

/** Frames of 20 ms in a second of speech. */
const SECOND = 50;

async function* speech(): AsyncGenerator<OpusFrame> {
  const frame = opusFrame(Uint8Array.from([0xf8, 0]));
  while (frame !== null) yield await Promise.resolve(frame);
}

async function joined(
  net: TestNet,
  userId: string,
  ssrc: number,
): Promise<NonNullable<Joined['media']>> {
  const client = await RadioClient.connect(net.url);
  onTestFinished(async () => {
    await client.close();
  });
  await client.identify(userId, SECRET);
  const { media } = await client.join('alpha', ssrc);
  if (media === undefined) throw new Error('the net told no UDP port');
  return media;
}

async function opened(port: number, clock?: RadioClock): Promise<Media> {
  const media = await Media.open({ address: '127.0.0.1', port, ...(clock && { clock }) });
  onTestFinished(() => media.close());
  return media;
}

/** A radio behind a NAT and one that hears it, both with their address proved. */
async function pair(clock?: RadioClock) {
  const net = await startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }] });
  const nat = await Nat.open(net.server.relay.port);
  const [mobile, base] = [randomSsrc(), randomSsrc()];
  const [mobilePlace, basePlace] = [
    await joined(net, 'mobile', mobile),
    await joined(net, 'base', base),
  ];
  const radio = await opened(nat.port, clock);
  const listener = await opened(net.server.relay.port);
  const isKnown = (uplink: Uplink): boolean => uplink.publicAddress !== null;
  const uplinks = [radio.uplink(mobile, mobilePlace), listener.uplink(base, basePlace)] as const;
  await eventually(() => uplinks.every(isKnown));
  const view = () => net.server.feed.snapshot().peers.find(({ ssrc }) => ssrc === mobile);
  return { nat, radio, listener, uplink: uplinks[0], answering: uplinks[1], mobile, base, view };
}

it('a radio whose NAT changes its port keeps talking within a second', async () => {
  const { nat, uplink, listener, mobile, view } = await pair();
  expect(view()).toMatchObject({ address: nat.outside, latched_by: 'stun' });
  void uplink.talk(speech());
  const heard = (): number => listener.sourceStats(mobile)?.received ?? 0;
  await eventually(() => heard() > 10);
  await nat.rebind();
  const before = heard();
  await eventually(() => view()?.address === nat.outside && heard() > before + SECOND);
  // In time of speech, whatever the machine's: each packet that is lost is 20 ms of it.
  expect(listener.sourceStats(mobile)?.lost).toBeLessThan(SECOND);
});

it.runIf(hasSecondIp)(
  'a radio whose NAT changes its IP is heard again from the next proof of its address on',
  async () => {
    const clock = new RadioClock();
    const { nat, radio, uplink, listener, answering, mobile, base, view } = await pair(clock);
    const stop = new AbortController();
    const talking = uplink.talk(speech(), stop.signal);
    await clock.advance(1_000);
    await eventually(() => (listener.sourceStats(mobile)?.received ?? 0) > SECOND);
    await nat.rebind('127.0.0.2');
    // Plain RTP from another IP is not taken, however long.
    await clock.advance(8_000);
    await eventually(() => (view()?.drops.foreign_ip ?? 0) >= 8 * SECOND);
    expect(view()?.address).not.toBe(nat.outside);
    await clock.advance(1_000);
    await eventually(() => view()?.address === nat.outside);
    expect(view()).toMatchObject({ latched_by: 'stun' });
    await eventually(() => uplink.publicAddress?.ip === '127.0.0.2');
    const before = listener.sourceStats(mobile)?.received ?? 0;
    await clock.advance(200);
    await eventually(() => (listener.sourceStats(mobile)?.received ?? 0) >= before + 10);
    // It hears as well as it is heard.
    void answering.talk(speech());
    await eventually(() => radio.sourceStats(base) !== null);
    stop.abort();
    await talking;
  },
);

it.runIf(hasSecondIp)('a talk spurt after that is heard from its first word', async () => {
  const clock = new RadioClock();
  const { nat, uplink, listener, mobile, view } = await pair(clock);
  await clock.advance(2_000);
  await nat.rebind('127.0.0.2');
  const stop = new AbortController();
  const talking = uplink.talk(speech(), stop.signal);
  await clock.advance(180);
  stop.abort();
  await talking;
  await eventually(() => listener.sourceStats(mobile)?.received === 10);
  expect(view()).toMatchObject({ address: nat.outside, packets_in: 10, drops: {} });
});
