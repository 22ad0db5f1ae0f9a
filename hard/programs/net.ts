import { readdirSync } from 'node:fs';
import { pino } from 'pino';
import { settings, type SettingsInput } from '../../src/contract/settings.ts';
import { systemClock } from '../../src/server/clock.ts';
import type { Session } from '../../src/server/hubs/user-hub.ts';
import { systemRandom } from '../../src/server/random.ts';
import { LiveChatServer } from '../../src/server/server.ts';
import type { OperatorCommand } from '../../src/contract/operator.ts';
import { answer, options } from '../../bench/answers.ts';
import { ssrcOf } from '../../bench/members.ts';
import type { Left, Started } from '../net-process.ts';

/** A whole net in a process of its own, which tells what a radio cannot see. */

type NetOptions = {
  readonly relayWorker: string;
  readonly dataDir: string;
  readonly secret: string;
  readonly settings: SettingsInput;
};

const { relayWorker, dataDir, secret, settings: input } = options() as NetOptions;

/** What the net itself takes for a fault of its own. */
const faults: string[] = [];
const MOST_FAULTS = 20;

function keepFaults(line: string): void {
  const isFault = (JSON.parse(line) as { level: number }).level >= 50 || line.includes('"relay: ');
  if (isFault && faults.length < MOST_FAULTS) faults.push(line.trim());
}

const server = await LiveChatServer.start({
  settings: settings.parse(input),
  dataDir,
  relayWorker: new URL(relayWorker),
  journalWorker: new URL('journal-worker.js', relayWorker),
  secret,
  clock: systemClock,
  random: systemRandom,
  log: pino({ level: 'warn' }, { write: keepFaults }),
});

server.relay.onDown.on(({ message }) => faults.push(`the relay ended: ${message}`));

/** Everything that goes with a radio. */
function left(): Left {
  const { net } = server;
  const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout');
  return {
    sessions: net.users.size,
    memberships: [...net.channels].reduce((sum, { members }) => sum + members.size, 0),
    peers: net.peers.size,
    timers: timers.length,
    descriptors: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
  };
}

/** What is in use after a collection, in bytes. */
function memory(): { rss: number; heap: number; external: number } {
  for (let i = 0; i < 4; i += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed, external };
}

const sessions: Session[] = [];

/** Logs radios in that have no WebSocket, and lets them join as the load generator has them. */
function crowd({ members, size }: { members: number; size: number }): number {
  for (let member = 0; member < members; member += 1) {
    const id = `channel ${Math.floor(member / size)}`;
    if (member % size === 0) {
      server.net.createChannel('operator', { channel_id: id, channel_name: id, capacity: size });
    }
    const session = server.net.openSession(
      {
        userId: `radio ${member}`,
        role: 'radio',
        channels: ['*'],
        priority: 100,
        jti: null,
        expiresAt: null,
      },
      {
        ip: '127.0.0.1',
        address: '127.0.0.1:1',
        secure: false,
        send: () => true,
        close: () => undefined,
      },
    );
    server.net.join(session, id, ssrcOf(member));
    sessions.push(session);
  }
  // Each radio's heartbeat, every 10 s, and never all of them at once: nobody else hears of them.
  let next = 0;
  systemClock.every(100, () => {
    for (let i = 0; i < members / 100; i += 1, next += 1) {
      const session = sessions[next % members];
      if (session) server.net.heard(session);
    }
  });
  return sessions.length;
}

const started: Started = {
  wsPort: server.gateway.port ?? 0,
  wssPort: server.gateway.wssPort ?? 0,
  udpPort: server.relay.port,
  io: server.relay.io,
};

answer(server.gateway.port ?? 0, {
  started: () => started,
  faults: () => faults,
  left,
  memory,
  crowd,
  limitsHit: () => server.feed.snapshot().limits_hit,
  totals: () => server.feed.snapshot().totals,
  peers: () => server.feed.snapshot().peers,
  sessions: () => [...server.net.users].map(({ id, userId }) => [userId, id]),
  has: (userId: string) => server.net.users.get(userId) !== undefined,
  operate: ({ command, input: given }: { command: OperatorCommand; input: unknown }) =>
    server.operator.run(command, given),
});
