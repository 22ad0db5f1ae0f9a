import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serialize } from 'node:v8';
import { settings } from '../../src/contract/settings.ts';
import type { Cancel } from '../../src/server/clock.ts';
import { systemClock } from '../../src/server/clock.ts';
import type { Link, Session } from '../../src/server/hubs/user-hub.ts';
import { silentLog } from '../../src/server/log.ts';
import { systemRandom } from '../../src/server/random.ts';
import { LiveChatServer } from '../../src/server/server.ts';
import { answer, options } from '../answers.ts';
import { ssrcOf } from '../members.ts';

/** A whole net: gateway, hubs, relay and feed. */

const { relayWorker, secret } = options() as { relayWorker: string; secret: string };

const HOUR_MS = 3_600_000;
const dataDir = mkdtempSync(path.join(tmpdir(), 'livechat-bench-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

const server = await LiveChatServer.start({
  // Nobody sends a heartbeat here, so nobody may be missed.
  settings: settings.parse({
    host: '127.0.0.1',
    ws_port: 0,
    wss_port: 0,
    udp_port: 0,
    heartbeat_interval_ms: HOUR_MS / 4,
    suspect_after_ms: HOUR_MS / 2,
    zombie_after_ms: HOUR_MS,
    limits: { media_peers: 10_000, sessions: 10_000, frames_per_minute: 0 },
  }),
  dataDir,
  relayWorker: new URL(relayWorker),
  journalWorker: new URL('journal-worker.js', relayWorker),
  secret,
  clock: systemClock,
  random: systemRandom,
  log: silentLog,
});

/** Makes a channel, beyond what radios may ask for where that is wanted. */
function channel({ id, capacity }: { id: string; capacity: number }): void {
  server.net.createChannel('operator', { channel_id: id, channel_name: id, capacity });
}

const sessions: Session[] = [];

/** Logs radios in that have no WebSocket, and lets them join as the load generator has them. */
function crowd({ members, size }: { members: number; size: number }): number {
  const link: Link = {
    ip: '127.0.0.1',
    address: '127.0.0.1:1',
    secure: false,
    send: () => true,
    close: () => undefined,
  };
  for (let member = 0; member < members; member += 1) {
    const id = `channel ${Math.floor(member / size)}`;
    if (member % size === 0) channel({ id, capacity: size });
    const identity = {
      userId: `radio ${member}`,
      role: 'radio' as const,
      channels: ['*'],
      priority: 100,
      jti: null,
      expiresAt: null,
    };
    const session = server.net.openSession(identity, link);
    server.net.join(session, id, ssrcOf(member));
    sessions.push(session);
  }
  // Each radio's heartbeat, every 10 s: something has changed whenever the feed looks.
  let next = 0;
  systemClock.every(100, () => {
    for (let i = 0; i < members / 100; i += 1, next += 1) {
      const session = sessions[next % members];
      if (session) server.net.heard(session);
    }
  });
  return server.relay.port;
}

let closeConsole: Cancel | undefined;
let deltas = 0;

/** A console: takes each delta as Electron's IPC does, as a structured clone in bytes. */
function openConsole(isOpen: boolean): number {
  closeConsole?.();
  closeConsole = undefined;
  const seen = deltas;
  deltas = 0;
  if (isOpen) {
    closeConsole = server.feed.delta.on((delta) => {
      serialize(delta);
      deltas += 1;
    });
  }
  return seen;
}

/** CPU time of each thread in ms, by its id. */
function threads(): Record<string, number> {
  const ids = readdirSync('/proc/self/task');
  const times = ids.map((id) => readFileSync(`/proc/self/task/${id}/schedstat`, 'utf8'));
  return Object.fromEntries(ids.map((id, i) => [id, Number(times[i]?.split(' ')[0]) / 1e6]));
}

/** What is in use after a collection, in bytes. */
function memory(): { rss: number; owned: number } {
  for (let i = 0; i < 3; i += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, owned: heapUsed + external };
}

answer(server.gateway.port ?? 0, { channel, crowd, openConsole, threads, memory });
