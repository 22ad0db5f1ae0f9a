import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SRTP_PROFILES } from '../../src/contract/srtp.ts';
import { BACK_ENDS } from '../../src/server/relay/testing/back-ends.ts';
import { mortalWorkerUrl } from '../../src/server/relay/testing/mortal-worker.ts';
import { endThreads } from '../../src/server/relay/testing/thread-orders.ts';
import { crashRelay, talkingPair } from './relay-crash.ts';
import { nextKey, opener, secureRadio, sendTo } from './srtp.ts';
import { SECRET, startNet, type TestNet } from './start-net.ts';
import { eventually, rtp } from './udp.ts';

const [GCM, CM] = SRTP_PROFILES;
const CHANNELS = 10;

describe.each(BACK_ENDS)('on %s', (name) => {
  let start: () => Promise<TestNet>;
  beforeAll(async () => {
    const relayWorker = await mortalWorkerUrl();
    const channels = [{ channel_id: 'alpha', channel_name: 'Alpha' }];
    start = () => startNet({ channels, media: { io: name } }, { relayWorker });
  });

  it('is heard again in ten channels, and no radio does anything for it', async () => {
    const net = await start();
    const pairs = await Promise.all(
      Array.from({ length: CHANNELS }, async (_, n) => {
        const pair = await talkingPair(net.server, SECRET, n);
        onTestFinished(pair.close);
        return pair;
      }),
    );
    const sessions = (): string[] =>
      net.server.feed.snapshot().radios.map(({ session_id }) => session_id);
    await eventually(() =>
      net.server.feed.snapshot().peers.every(({ address }) => address !== null),
    );
    const before = { sessions: sessions(), ...net.server.feed.snapshot() };
    const { gapMs } = await crashRelay(net.server, pairs);
    expect(gapMs).toBeGreaterThan(0);
    expect(sessions()).toEqual(before.sessions);
    const after = net.server.feed.snapshot();
    expect(after.totals.packets_in).toBeGreaterThan(before.totals.packets_in);
    for (const peer of after.peers) {
      const was = before.peers.find(({ ssrc }) => ssrc === peer.ssrc);
      expect(peer.address).toBe(was?.address);
      expect(peer.packets_in).toBeGreaterThanOrEqual(was?.packets_in ?? Infinity);
      expect(peer.drops).toEqual({});
    }
  });

  it('encrypts with new keys alone, and knows where in the second cycle a radio is', async () => {
    const net = await start();
    const talker = await secureRadio(net, 'talker', 1, CM);
    const ears = await secureRadio(net, 'ears', 2, GCM);
    const packetsIn = (): number =>
      net.server.feed.snapshot().peers.find(({ ssrc }) => ssrc === 1)?.packets_in ?? 0;
    for (const index of [30_000, 60_000, 70_000]) {
      const already = packetsIn();
      sendTo(net, talker.socket, talker.uplink.seal(rtp(1, index), index >> 16));
      await eventually(() => packetsIn() > already);
    }
    endThreads();
    const { epoch, downlink } = await nextKey(ears.radio);
    expect(epoch).toBe(2);
    ears.heard.length = 0;
    sendTo(net, talker.socket, talker.uplink.seal(rtp(1, 70_001), 1));
    await eventually(() => ears.heard.length > 0);
    expect(opener(GCM, downlink)(ears.heard[0] ?? Buffer.of())).toEqual(rtp(1, 70_001));
  });
});
