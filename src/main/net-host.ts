import { isOpen } from '../contract/alarms.ts';
import { Default } from '../contract/limits.ts';
import type { RetryInput } from '../contract/console.ts';
import { DROP_REASONS, type DropReason } from '../contract/drops.ts';
import { noLimitsHit } from '../contract/limits-hit.ts';
import type {
  Delta,
  NetAddresses,
  NetPorts,
  NetState,
  OperatorCommand,
  OperatorOutput,
  Result,
  Snapshot,
  Totals,
} from '../contract/operator.ts';
import type { Cancel, Clock } from '../server/clock.ts';
import { Emitter } from '../server/emitter.ts';
import type { Log } from '../server/log.ts';
import { fail } from '../server/operator/results.ts';
import type { LiveChatServer } from '../server/server.ts';
import { freePort } from '../server/free-port.ts';
import { operatorErrorOf } from '../server/start-error.ts';
import type { EarlierSettings } from '../server/store/earlier-settings.ts';
import type { SettingsFile } from '../server/store/settings-file.ts';
import type { Settings } from '../contract/settings.ts';

export type NetHostOptions = {
  readonly settings: SettingsFile;
  readonly earlier: EarlierSettings;
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

/** The net at a glance, for what the system shows of the app. */
export type HostStatus = {
  readonly net: NetState['state'];
  /** Radios that are logged in. */
  readonly radios: number;
  /** What the dispatcher should look at: zombies, for now. */
  readonly alarms: number;
  /** The address to give to radios first; nothing while the net is not on the air. */
  readonly url: string | undefined;
};

/** The net's ups and downs in this app: on the air, failed with its reason, tried again. */
export class NetHost {
  readonly delta = new Emitter<Delta>();
  /** Tells that a new snapshot has to be taken. */
  readonly reset = new Emitter<undefined>();
  /** Tells the status whenever it may have changed. */
  readonly changed = new Emitter<HostStatus>();
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
      heads: { event_id: 0, message_id: 0 },
      traffic: [],
      channels: [],
      radios: [],
      peers: [],
      tokens: [],
      alarms: [],
      sanctions: [],
    };
  }

  /** The net at a glance. */
  status(): HostStatus {
    const server = this.#server;
    if (!server) return { net: this.#state.state, radios: 0, alarms: 0, url: undefined };
    const { users } = server.net;
    const { urls, wss_urls } = server.addresses;
    const alarms = server.alarms.snapshot().filter(isOpen).length;
    return { net: 'on_air', radios: users.size, alarms, url: urls[0] ?? wss_urls[0] };
  }

  /** The machine is about to sleep. */
  pause(): void {
    this.#server?.pause();
  }

  /** The machine is awake again. */
  resume(): void {
    this.#server?.resume();
  }

  /** Ports close to those of the settings that can be had now. */
  async freePorts(): Promise<Result<NetPorts>> {
    try {
      const { host, ws_port: ws, wss_port: wss, udp_port: udp } = this.#options.settings.load();
      const ws_port = await freePort('tcp', host, ws);
      const wss_port = await freePort('tcp', host, wss, ws_port);
      const udp_port = await freePort('udp', host, udp);
      if (ws_port !== undefined && wss_port !== undefined && udp_port !== undefined) {
        return { ok: true, value: { ws_port, wss_port, udp_port } };
      }
      const reason = `host: the system gives no port on ${JSON.stringify(host)}`;
      return fail('bad_host', reason, { host });
    } catch (error) {
      return { ok: false, error: operatorErrorOf(error) };
    }
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

  /**
   * Goes off the air and comes back with the settings as they are kept. Radios are told (1001) and
   * come back by themselves.
   *
   * @returns what is in the way, if anything is; the net is off the air then
   */
  restart(): Promise<Result<null>> {
    return this.#inTurn(async () => {
      // Before the net is gone, so that nobody takes the gap for one that failed.
      const stopped = this.#stop();
      this.#tell({ state: 'starting' });
      await stopped;
      return this.#start({});
    });
  }

  /** Brings back the settings with which the net was last on the air, and the net with them. */
  goBack(): Promise<Result<null>> {
    return this.#inTurn(async () => {
      try {
        this.#options.earlier.bringBack();
      } catch (error) {
        return { ok: false, error: operatorErrorOf(error) } as const;
      }
      await this.#stop();
      return this.#start({});
    });
  }

  /** The settings that the net goes by; null while it is not on the air. */
  get inForce(): Settings | null {
    return this.#server?.settings ?? null;
  }

  /** Where radios find the net; null while it is not on the air. */
  get addresses(): NetAddresses | null {
    return this.#server?.addresses ?? null;
  }

  /** Settings were changed and kept: what can take effect at once does. */
  async settingsSaved(saved: Settings): Promise<void> {
    await this.#server?.settingsSaved(saved);
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
      if (changed) this.#options.earlier.keep();
      const wanted = changed ? settings.update(ports) : settings.load();
      const { ws_port, wss_port, udp_port } = wanted;
      asked = { ws_port, wss_port, udp_port };
      const server = await this.#options.start(wanted);
      this.#server = server;
      this.#options.earlier.prove();
      this.#unsubscribe = [
        server.feed.delta.on((delta) => {
          this.delta.emit(delta);
          if (delta.radios || delta.net || delta.alarms) this.changed.emit(this.status());
        }),
      ];
      this.#reset();
      return { ok: true, value: null };
    } catch (error) {
      const failure = operatorErrorOf(error);
      this.#options.log.error(
        { code: failure.code, reason: failure.reason },
        'the net is off the air',
      );
      const can_go_back = this.#options.earlier.isThere;
      this.#tell({ state: 'failed', error: failure, ports: asked, can_go_back });
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

  #tell(state: Exclude<NetState, { state: 'on_air' }>): void {
    this.#state = state;
    this.#reset();
  }

  #reset(): void {
    this.reset.emit(undefined);
    this.changed.emit(this.status());
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
