import { endOfTurn } from '../../src/server/clock.ts';
import { Default } from '../../src/contract/limits.ts';
import type { Identity } from '../../src/server/auth/authenticator.ts';
import { LoginGuard } from '../../src/server/auth/login-guard.ts';
import type { ConnectionContext } from '../../src/server/gateway/connection-context.ts';
import { Connection } from '../../src/server/gateway/connection.ts';
import { LoginDesk } from '../../src/server/gateway/login-desk.ts';
import { FakeWire, upgraded } from '../../src/server/gateway/testing/fake-wire.ts';
import { Turn } from '../../src/server/gateway/turn.ts';
import { LimitCounts } from '../../src/server/limit-counts.ts';
import { silentLog } from '../../src/server/log.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { Net } from '../../src/server/net/net.ts';
import { Reaper } from '../../src/server/net/reaper.ts';
import { Counting } from '../hubs/stage.ts';
import { RelayTable } from './relay-table.ts';

/** Memberships that the relay has room for. */
const ROOM = 256;
const QUEUE_BYTES = 64 * 1024;
const EVENTS = 200;

/** The parts of a server on a clock that is turned, with wires instead of sockets. */
export class DayNet {
  readonly clock = new ManualClock();
  readonly relay = new RelayTable(ROOM);
  readonly net: Net;
  /** Connections that are still there. */
  open = 0;
  /** Time that the machine slept, which monotonic time leaves out, in ms. */
  asleepMs = 0;
  readonly #reaper: Reaper;
  readonly #context: ConnectionContext;

  constructor() {
    const { clock, relay } = this;
    const resume = { windowMs: Default.RESUME_WINDOW_MS, events: EVENTS, bytes: QUEUE_BYTES / 2 };
    this.net = new Net({ relay, resume, clock, random: new Counting(), log: silentLog });
    this.#reaper = new Reaper({
      net: this.net,
      media: relay,
      clock,
      suspectAfterMs: Default.SUSPECT_AFTER_MS,
      zombieAfterMs: Default.ZOMBIE_AFTER_MS,
      intervalMs: Default.REAPER_INTERVAL_MS,
      uptime: () => clock.monotonic() + this.asleepMs,
    });
    const limits = new LimitCounts();
    this.#context = {
      net: this.net,
      desk: new LoginDesk({
        identify: (userId) => Promise.resolve({ ok: true, identity: identityOf(userId) }),
        guard: new LoginGuard({ clock, mostFailures: Default.FAILED_LOG_INS }),
        bans: { find: () => [] },
        clock,
        users: this.net.users,
        limits,
        maxSessions: ROOM,
      }),
      clock,
      log: silentLog,
      udpPort: Default.UDP_PORT,
      heartbeatIntervalMs: Default.HEARTBEAT_INTERVAL_MS,
      identifyTimeoutMs: Default.IDENTIFY_TIMEOUT_MS,
      queueBytes: QUEUE_BYTES,
      limits,
      framesPerMinute: Default.FRAMES_PER_MINUTE,
      turn: new Turn(endOfTurn),
    };
  }

  /** A radio connects, past its upgrade. */
  connect(ip: string): FakeWire {
    const wire = new FakeWire();
    wire.on('error', () => undefined);
    this.open += 1;
    wire.once('close', () => {
      this.open -= 1;
    });
    const address = `${ip}:${this.clock.monotonic()}`;
    new Connection(
      { socket: upgraded(wire), stream: wire, ip, address, secure: false },
      this.#context,
    );
    return wire;
  }

  /** The machine is about to sleep, and says so. */
  pause(): void {
    this.#reaper.pause();
  }

  resume(): void {
    this.#reaper.resume();
  }

  stop(): void {
    this.#reaper.stop();
  }
}

function identityOf(userId: string): Identity {
  const rights = { role: 'radio', channels: ['*'], priority: Default.TOKEN_PRIORITY } as const;
  return { userId, ...rights, jti: null, expiresAt: null };
}
