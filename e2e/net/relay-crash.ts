import { SRTP_PROFILES } from '../../src/contract/srtp.ts';
import { Media, opusFrame, RadioClient, type OpusFrame } from '../../src/radio/index.ts';
import { endThreads } from '../../src/server/relay/testing/thread-orders.ts';
import type { LiveChatServer } from '../../src/server/server.ts';

/** A channel in which one radio talks without a pause and one listens. */
export type Pair = {
  readonly channelId: string;
  readonly talkerSsrc: number;
  /** When each frame came to the listener, in ms since the process began. */
  readonly heardAt: number[];
  readonly close: () => Promise<void>;
};

async function* speech(isOver: () => boolean): AsyncGenerator<OpusFrame> {
  const frame = opusFrame(Uint8Array.from([0xf8, 1, 1]));
  while (frame !== null && !isOver()) yield await Promise.resolve(frame);
}

/**
 * Puts a talker and a listener into a channel, with radios of our own library.
 *
 * @param n tells pairs apart; every other one speaks SRTP
 */
export async function talkingPair(
  server: LiveChatServer,
  secret: string,
  n: number,
): Promise<Pair> {
  const channelId = `crash-${n}`;
  await server.operator.run('channel.create', { channel_id: channelId, channel_name: channelId });
  const profile = SRTP_PROFILES[(n >> 1) % SRTP_PROFILES.length];
  const srtp = n % 2 === 1 && profile ? { srtp: [profile] } : {};
  const [url = ''] = server.addresses.urls;
  const radio = async (role: string, ssrc: number) => {
    const client = await RadioClient.connect(url);
    await client.identify(`${role}-${n}`, secret);
    await client.join(channelId, ssrc, srtp);
    const { port } = server.relay;
    const media = await Media.open({ address: client.serverAddress, port, keys: client.keys });
    return { client, media, uplink: media.uplink(ssrc) };
  };
  const talkerSsrc = 2 * n + 1;
  const ears = await radio('ears', 2 * n + 2);
  const talker = await radio('talker', talkerSsrc);
  const heardAt: number[] = [];
  ears.media.on('frame', () => void heardAt.push(performance.now()));
  let isOver = false;
  const talking = talker.uplink.talk(speech(() => isOver));
  const close = async (): Promise<void> => {
    isOver = true;
    await talking;
    for (const { client, media } of [talker, ears]) {
      await client.close();
      await media.close();
    }
  };
  return { channelId, talkerSsrc, heardAt, close };
}

/** Resolves when every listener has heard a frame that came after a moment. */
async function heardSince(pairs: readonly Pair[], at: number): Promise<void> {
  const isHeard = ({ heardAt }: Pair): boolean => (heardAt.at(-1) ?? -Infinity) > at;
  while (!pairs.every(isHeard)) await new Promise((resolve) => setTimeout(resolve, 5));
}

/**
 * Ends the relay's thread while all of them talk, and waits until all of them are heard again. The
 * server has to have been started with `mortalWorkerUrl`.
 *
 * @returns the longest silence that a listener had, in ms
 */
export async function crashRelay(
  server: LiveChatServer,
  pairs: readonly Pair[],
): Promise<{ readonly gapMs: number }> {
  await heardSince(pairs, performance.now());
  const before = pairs.map(({ heardAt }) => heardAt.length);
  const down = new Promise((resolve) => void server.relay.onDown.on(resolve));
  endThreads();
  await down;
  // What was on its way still counts as heard before: the next ones are those that count.
  await heardSince(pairs, performance.now());
  await heardSince(pairs, performance.now() + 100);
  const gaps = pairs.map(({ heardAt }, i) => {
    const times = heardAt.slice(Math.max(0, (before[i] ?? 0) - 1));
    return Math.max(...times.slice(1).map((at, k) => at - (times[k] ?? at)));
  });
  return { gapMs: Math.max(...gaps) };
}
