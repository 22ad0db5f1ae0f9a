import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { crashRelay, talkingPair, type Pair } from '../../e2e/net/relay-crash.ts';
import type { MediaIo } from '../../src/contract/operator.ts';
import { settings } from '../../src/contract/settings.ts';
import { systemClock } from '../../src/server/clock.ts';
import { silentLog } from '../../src/server/log.ts';
import { systemRandom } from '../../src/server/random.ts';
import { LISTENER } from '../../src/server/relay/testing/thread-orders.ts';
import { LiveChatServer } from '../../src/server/server.ts';
import { BACK_ENDS } from '../back-ends.ts';
import { Faults, partOf, type Places, type Row } from '../row.ts';
import { until } from '../until.ts';

const CHANNELS = 10;
/** Crashes at each back end. */
const CRASHES = 5;
/** A relay that crashes again before it has run for 10 s is started later and later, on purpose. */
const STEADY_MS = 11_000;
const MOST_GAP_MS = 1_000;
const SECRET = 'a secret for crashes alone';

export const relayCrashRow: Row = {
  name: 'relay-crash',
  what: 'the relay thread ends with an error while ten channels talk, half of them with SRTP',
  bar: 'voice back within 1 s, nobody has to log in again',
  run: async ({ places, share, note }) => {
    const crashes = partOf(CRASHES, share);
    const faults = new Faults();
    const gaps: number[] = [];
    for (const io of BACK_ENDS) {
      const folder = mkdtempSync(path.join(tmpdir(), 'livechat-crash-'));
      try {
        await withPairs(places, folder, io, async (server, pairs) => {
          for (let crash = 1; crash <= crashes; crash += 1) {
            if (crash > 1) await sleep(STEADY_MS);
            gaps.push(await crashOnce(server, pairs, faults));
            note(`${io}: crash ${crash}: a silence of ${gaps.at(-1)?.toFixed(0) ?? ''} ms`);
          }
        });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    const longest = Math.max(...gaps);
    const sum = gaps.reduce((all, gap) => all + gap, 0);
    return {
      did: `${gaps.length} crashes while ${CHANNELS} channels talked`,
      figures: { longest_silence_ms: longest, mean_of_longest_ms: sum / gaps.length },
      faults: faults.lines,
      missed: longest < MOST_GAP_MS ? [] : [`a silence of ${longest.toFixed(0)} ms`],
    };
  },
};

/** @returns the longest silence that a listener had, in ms */
async function crashOnce(
  server: LiveChatServer,
  pairs: readonly Pair[],
  faults: Faults,
): Promise<number> {
  const sessions = (): string[] => [...server.net.users].map(({ id }) => id).toSorted();
  const latched = (): (string | null)[] =>
    server.feed.snapshot().peers.map(({ ssrc, address }) => `${ssrc} ${address ?? 'nowhere'}`);
  await until('every radio is latched', () =>
    server.feed.snapshot().peers.every(({ address }) => address !== null),
  );
  const before = { sessions: sessions(), latched: latched(), ...server.feed.snapshot() };
  const { gapMs } = await crashRelay(server, pairs);
  const after = server.feed.snapshot();
  faults.unless(String(sessions()) === String(before.sessions), 'a radio had to log in again');
  faults.unless(String(latched()) === String(before.latched), 'an address was lost');
  const counted = [before, after].map(({ totals }) => totals.packets_in);
  faults.unless((counted[1] ?? 0) > (counted[0] ?? 0), `packets in: ${counted.join(', then ')}`);
  return gapMs;
}

/** A net in this process, so that its threads can be reached, with pairs of radios that talk. */
async function withPairs(
  { programs, relayWorker }: Places,
  dataDir: string,
  io: MediaIo,
  use: (server: LiveChatServer, pairs: readonly Pair[]) => Promise<void>,
): Promise<void> {
  const worker = path.join(programs, 'mortal-relay-worker.js');
  writeFileSync(worker, `import ${JSON.stringify(relayWorker)};\n${LISTENER}\n`);
  const ports = { host: '127.0.0.1', ws_port: 0, wss_port: 0, udp_port: 0 };
  const server = await LiveChatServer.start({
    settings: settings.parse({ ...ports, media: { io } }),
    dataDir,
    relayWorker: pathToFileURL(worker),
    journalWorker: new URL('journal-worker.js', relayWorker),
    secret: SECRET,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
  const pairs: Pair[] = [];
  try {
    for (let n = 0; n < CHANNELS; n += 1) pairs.push(await talkingPair(server, SECRET, n));
    await use(server, pairs);
  } finally {
    for (const pair of pairs) await pair.close();
    await server.stop();
  }
}
