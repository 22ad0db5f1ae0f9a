import { Default } from '../contract/limits.ts';
import type { RetryInput } from '../contract/console.ts';
import { DROP_REASONS, type DropReason } from '../contract/drops.ts';
import { noLimitsHit } from '../contract/limits-hit.ts';
import type {
  Delta,
  NetPorts,
  NetState,
  OperatorCommand,
  OperatorError,
  OperatorOutput,
  Result,
  Snapshot,
  Totals,
} from '../contract/operator.ts';
import type { Cancel, Clock } from '../server/clock.ts';
import { Emitter } from '../server/emitter.ts';
import type { Log } from '../server/log.ts';
import { fail } from '../server/operator/operator.ts';
import type { LiveChatServer } from '../server/server.ts';
import { operatorErrorOf } from '../server/start-error.ts';
import type { SettingsFile } from '../server/store/settings-file.ts';
import type { Settings } from '../contract/settings.ts';

export type NetHostOptions = {
  readonly settings: SettingsFile;
  /** Brings a net on the air with these settings. */
  readonly start: (settings: Settings) => Promise<LiveChatServer>;
  readonly clock: Clock;
  readonly log: Log;
};

const NO_DROPS = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<
  DropReason,
  number
>;
const NO_TRAFFIC: Totals = {
  packets_in: 0,
  bytes_in: 0,
  packets_out: 0,
  bytes_out: 0,
  drops: NO_DROPS,
};

/** The net's ups and downs in this app: on the air, failed with its reason, tried again. */
export class NetHost {
  readonly delta = new Emitter<Delta>();
  /** Tells that a new snapshot has to be taken. */
  readonly reset = new Emitter<undefined>();
  readonly #options: NetHostOptions;
  #state: Exclude<NetState, { state: 'on_air' }> = { state: 'starting' };
  #server: LiveChatServer | undefined;
  #unsubscribe: Cancel[] = [];
  /** Starts and stops, one after another. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: NetHostOptions) {
    this.#options = options;
  }

  /** Everything the console shows; empty tables while the net is not on the air. */
  snapshot(): Snapshot {
    if (this.#server) return this.#server.feed.snapshot();
    return {
      seq: 0,
      at: this.#options.clock.now(),
      net: this.#state,
      totals: NO_TRAFFIC,
      limits_hit: noLimitsHit(),
      traffic: [],
      channels: [],
      radios: [],
      peers: [],
      tokens: [],
      alarms: [],
    };
  }

  /**
   * Tries to go on the air, on other ports where they are given; those are kept as settings.
   *
   * @returns what is in the way, if anything is
   */
  start(ports: RetryInput = {}): Promise<Result<null>> {
    return this.#inTurn(() => this.#start(ports));
  }

  /** Goes off the air; resolves once every radio has been told and every socket is closed. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#stop());
  }

  async command<C extends OperatorCommand>(
    name: C,
    input: unknown,
  ): Promise<Result<OperatorOutput[C]>> {
    if (this.#server) return this.#server.operator.run(name, input);
    return fail('net_down', 'the net is not on the air; start it first');
  }

  async #start(ports: RetryInput): Promise<Result<null>> {
    if (this.#server) return { ok: true, value: null };
    this.#tell({ state: 'starting' });
    let asked: NetPorts = {
      ws_port: Default.WS_PORT,
      wss_port: Default.WSS_PORT,
      udp_port: Default.UDP_PORT,
    };
    try {
      const { settings } = this.#options;
      const changed = Object.values(ports).some((port) => port !== undefined);
      const wanted = changed ? settings.update(ports) : settings.load();
      const { ws_port, wss_port, udp_port } = wanted;
      asked = { ws_port, wss_port, udp_port };
      const server = await this.#options.start(wanted);
      this.#server = server;
      this.#unsubscribe = [
        server.feed.delta.on((delta) => this.delta.emit(delta)),
        server.failed.on((error) => void this.#inTurn(() => this.#lost(error, asked))),
      ];
      this.reset.emit(undefined);
      return { ok: true, value: null };
    } catch (error) {
      const failure = operatorErrorOf(error);
      this.#options.log.error(
        { code: failure.code, reason: failure.reason },
        'the net is off the air',
      );
      this.#tell({ state: 'failed', error: failure, ports: asked });
      return { ok: false, error: failure };
    }
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const cancel of this.#unsubscribe) cancel();
    this.#unsubscribe = [];
    await server?.stop();
  }

  /** The net went down by itself. */
  async #lost(error: OperatorError, ports: NetPorts): Promise<void> {
    if (!this.#server) return;
    await this.#stop();
    this.#tell({ state: 'failed', error, ports });
  }

  #tell(state: Exclude<NetState, { state: 'on_air' }>): void {
    this.#state = state;
    this.reset.emit(undefined);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
