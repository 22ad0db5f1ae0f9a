import { endOfTurn } from '../../src/server/clock.ts';
import { Default } from '../../src/contract/limits.ts';
import { Connection, type ConnectionContext } from '../../src/server/gateway/connection.ts';
import { FakeWire, upgraded } from '../../src/server/gateway/testing/fake-wire.ts';
import { Turn } from '../../src/server/gateway/turn.ts';
import { silentLog } from '../../src/server/log.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { Net } from '../../src/server/net/net.ts';
import { Reaper } from '../../src/server/net/reaper.ts';
import { Counting } from '../hubs/stage.ts';
import { RelayTable } from './relay-table.ts';

/** Memberships that the relay has room for. */
const ROOM = 256;
const QUEUE_BYTES = 64 * 1024;

/** The parts of a server on a clock that is turned, with wires instead of sockets. */
export class DayNet {
  readonly clock = new ManualClock();
  readonly relay = new RelayTable(ROOM);
  readonly net: Net;
  /** Connections that are still there. */
  open = 0;
  readonly #reaper: Reaper;
  readonly #context: ConnectionContext;

  constructor() {
    const { clock, relay } = this;
    this.net = new Net({ relay, clock, random: new Counting(), log: silentLog });
    this.#reaper = new Reaper({
      net: this.net,
      media: relay,
      clock,
      suspectAfterMs: Default.SUSPECT_AFTER_MS,
      zombieAfterMs: Default.ZOMBIE_AFTER_MS,
      intervalMs: Default.REAPER_INTERVAL_MS,
    });
    this.#context = {
      net: this.net,
      identify: (userId) =>
        Promise.resolve({
          ok: true,
          identity: {
            userId,
            role: 'radio',
            channels: ['*'],
            priority: Default.TOKEN_PRIORITY,
            jti: null,
            expiresAt: null,
          },
        }),
      clock,
      log: silentLog,
      udpPort: Default.UDP_PORT,
      heartbeatIntervalMs: Default.HEARTBEAT_INTERVAL_MS,
      identifyTimeoutMs: Default.IDENTIFY_TIMEOUT_MS,
      queueBytes: QUEUE_BYTES,
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
    new Connection({ socket: upgraded(wire), stream: wire, ip, address }, this.#context);
    return wire;
  }

  stop(): void {
    this.#reaper.stop();
  }
}
