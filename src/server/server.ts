import { CloseCode } from '../contract/errors.ts';
import { BY_NET, OPERATOR, type JournalState } from '../contract/events.ts';
import type { NetAddresses, NetState, Watch } from '../contract/operator.ts';
import { settingChanges } from '../contract/setting-changes.ts';
import type { Settings } from '../contract/settings.ts';
import { AddressWatch } from './address-watch.ts';
import { systemUptime, type Cancel } from './clock.ts';
import type { Gateway } from './gateway/gateway.ts';
import { Recorder } from './journal/recorder.ts';
import type { Net } from './net/net.ts';
import { Reaper } from './net/reaper.ts';
import { recordAlarms } from './operator/alarm-records.ts';
import { AlarmWatch } from './operator/alarm-watch.ts';
import { Alarms } from './operator/alarms.ts';
import { Feed } from './operator/feed.ts';
import { Operator } from './operator/operator.ts';
import { OverloadWatch } from './operator/overload-watch.ts';
import type { Relay } from './relay/relay.ts';
import { udpDrops } from './relay/udp-drops.ts';
import { SanctionDesk } from './operator/sanction-desk.ts';
import { applyPresets } from './preset-channels.ts';
import { openParts, type Parts, type ServerOptions } from './server-parts.ts';
import { SettingsInForce } from './settings-in-force.ts';
import { certificateView, type TlsIdentity } from './tls/identity.ts';

export type { ServerOptions };

/** A net on the air: gateway, relay and hubs, with what an operator needs to see and steer them. */
export class LiveChatServer {
  readonly feed: Feed;
  readonly operator: Operator;
  readonly alarms: Alarms;
  readonly dataDir: string;
  readonly net: Net;
  readonly #options: ServerOptions;
  readonly #inForce: SettingsInForce;
  /** The settings as they were last kept; what is in force may be behind them. */
  #saved: Settings;
  readonly #parts: Parts;
  readonly #watch: AddressWatch;
  readonly #reaper: Reaper;
  readonly #recorder: Recorder;
  readonly #alarmWatch: AlarmWatch;
  readonly #sanctions: SanctionDesk;
  readonly #cancels: readonly Cancel[];
  readonly #since: number;
  #addressesChangedAt: number | null = null;
  #stopping: Promise<void> | undefined;

  private constructor(options: ServerOptions, parts: Parts, inForce: SettingsInForce) {
    const { clock, log, settings } = options;
    const { dataDir, keeping, net, auth, relay, limits, desk } = parts;
    const { journal } = keeping;
    this.#options = options;
    this.#inForce = inForce;
    this.#saved = settings;
    this.#parts = parts;
    this.net = net;
    this.dataDir = dataDir.path;
    this.#since = clock.now();
    this.#watch = this.#watchAddresses();
    this.#reaper = new Reaper({
      net,
      media: relay,
      clock,
      get suspectAfterMs() {
        return inForce.now.suspect_after_ms;
      },
      get zombieAfterMs() {
        return inForce.now.zombie_after_ms;
      },
      intervalMs: settings.reaper_interval_ms,
      uptime: options.uptime ?? systemUptime,
      onSlept: (ms) => this.#slept(ms),
    });
    const alarms = new Alarms(clock, keeping.earlierAlarms);
    this.alarms = alarms;
    this.#alarmWatch = new AlarmWatch({
      ...{ alarms, net, relay, refused: desk.refused, clock },
      portChanged: parts.gateway.portChanged,
    });
    const overload = new OverloadWatch({ alarms, drops: () => udpDrops(relay.port), clock });
    const sanctions = new SanctionDesk({ store: parts.sanctions, net, clock });
    this.#sanctions = sanctions;
    this.feed = new Feed({
      ...{ net, tokens: auth, alarms, sanctions, media: relay, clock, limits },
      journal: keeping,
      state: this.#state(),
    });
    this.operator = new Operator({ net, tokens: auth, journal: keeping, alarms, sanctions, log });
    this.#recorder = new Recorder({ net, journal, media: relay, deltas: this.feed.delta, clock });
    this.#cancels = [
      alarms.changed.on((id) => this.#alarmChanged(id)),
      recordAlarms(alarms, net.happened),
      journal.changed.on((state) => this.#journalChanged(state)),
      relay.onRekey.on((worn) => net.renewKeys(worn)),
      relay.onDown.on((error) => this.#relayFailed(error)),
      relay.onRestart.on(() => net.renewAllKeys()),
      auth.revoked.on((jti) => endSessionsOf(net, jti)),
      parts.tls?.changed.on((identity) => this.#proveWith(identity)) ?? (() => undefined),
      () => this.#watch.stop(),
      () => overload.stop(),
      this.#watch.changed.on((before) => this.#moved(before)),
    ];
    const { ws_port, wss_port, udp_port } = this.addresses;
    const ports = { ws_port, wss_port, udp_port };
    net.happened.emit({ kind: 'net.started', by: OPERATOR, detail: ports });
    log.info(
      { addresses: this.addresses, data_dir: this.dataDir, media_io: relay.io },
      'the net is on the air',
    );
  }

  /**
   * Puts a net on the air. If anything is in the way, nothing stays behind.
   *
   * @throws StartError or StoreError with one line that says what is in the way and what to do
   */
  static async start(options: ServerOptions): Promise<LiveChatServer> {
    const inForce = new SettingsInForce(options.settings);
    const parts = await openParts(options, inForce);
    const server = new LiveChatServer(options, parts, inForce);
    await parts.keeping.settled();
    return server;
  }

  /** What the gateway is bound to. */
  get gateway(): Pick<Gateway, 'host' | 'port' | 'wssPort' | 'connections'> {
    return this.#parts.gateway;
  }

  /** Where radios find it, as of the last look at the machine's interfaces. */
  get addresses(): NetAddresses {
    return this.#watch.addresses;
  }

  /** What the relay is bound to. */
  get relay(): Pick<Relay, 'host' | 'port' | 'io' | 'down' | 'onDown' | 'onRestart'> {
    return this.#parts.relay;
  }

  /** The settings that it goes by now. */
  get settings(): Settings {
    return this.#inForce.now;
  }

  /**
   * Hears that settings were changed and kept: what can take effect at once does, and all of it goes
   * on record. Resolves once that is on disk, or it is of no use to wait.
   */
  async settingsSaved(saved: Settings): Promise<void> {
    const { net, keeping } = this.#parts;
    const changes = settingChanges(this.#saved, saved);
    if (changes.length === 0) return;
    const { channels } = this.#inForce.now;
    this.#saved = saved;
    const fields = changes.map(({ field }) => field);
    const detail = { fields, changes };
    net.happened.emit({ kind: 'net.settings_changed', by: OPERATOR, detail });
    keeping.journal.record({ is: 'run_settings', settings: saved });
    const arePresets = applyPresets({ net, journal: keeping.journal }, channels, saved.channels);
    this.#inForce.take(saved, (name) => name !== 'channels' || arePresets);
    this.feed.tell(this.#state());
    await keeping.settled();
  }

  /** The machine is about to sleep: until `resume` no radio's silence is held against it. */
  pause(): void {
    this.#reaper.pause();
  }

  /** The machine is awake again: every radio has its whole time anew. */
  resume(): void {
    this.#reaper.resume();
  }

  /** Tells every radio (1001) and resolves once every socket, timer and thread is gone. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  #watchAddresses(): AddressWatch {
    const { gateway, relay, tls } = this.#parts;
    const { clock, interfaces } = this.#options;
    return new AddressWatch({
      bound: gateway,
      udpPort: relay.port,
      certificate: () => tls && certificateView(tls.identity),
      clock,
      ...(interfaces && { interfaces }),
    });
  }

  #state(): NetState {
    return {
      state: 'on_air',
      since: this.#since,
      addresses: this.addresses,
      addresses_changed_at: this.#addressesChangedAt,
      data_dir: this.dataDir,
      media_io: this.relay.io,
      journal: this.#parts.keeping.journal.state,
      watch: watchOf(this.#inForce.now),
    };
  }

  /** Interfaces come and go; what the console shows, and its join QR holds, follows them. */
  #moved(before: NetAddresses): void {
    const { clock, log } = this.#options;
    const [from, to] = [before, this.addresses].map(({ urls, wss_urls }) => wss_urls[0] ?? urls[0]);
    log.warn({ addresses: this.addresses }, 'the addresses of this machine have changed');
    this.#addressesChangedAt = clock.now();
    if (from !== to) this.alarms.note('address_changed', { from: from ?? '', to: to ?? '' });
    const detail = { from: from ?? null, to: to ?? null };
    this.net.happened.emit({ kind: 'net.addresses_changed', by: BY_NET, detail });
    this.feed.tell(this.#state());
  }

  #slept(ms: number): void {
    this.#options.log.warn(
      { slept_ms: ms },
      'asleep and awake again: every radio has its whole time anew',
    );
    this.net.happened.emit({ kind: 'net.slept', by: BY_NET, detail: { ms: Math.round(ms) } });
  }

  /** Shows radios another certificate from now on. */
  #proveWith(identity: TlsIdentity): void {
    this.#parts.gateway.renew(identity);
    const { pin, expires_at } = certificateView(identity);
    this.#options.log.info({ pin, expires_at }, 'the gateway has a new certificate');
    this.#watch.look();
    this.feed.tell(this.#state());
  }

  #alarmChanged(id: number): void {
    const alarm = this.alarms.view(id);
    if (alarm) this.#parts.keeping.journal.record({ is: 'alarm', alarm });
  }

  #journalChanged({ state, reason }: JournalState): void {
    if (state === 'failing') this.alarms.raise('journal_failing', { reason: reason ?? 'other' });
    else this.alarms.end('journal_failing');
    this.feed.tell(this.#state());
  }

  #relayFailed(error: Error): void {
    const reason = error.message.slice(0, 500);
    this.net.happened.emit({ kind: 'relay.failed', by: BY_NET, detail: { reason } });
  }

  async #stop(): Promise<void> {
    const { keeping, net, auth, gateway, relay, tls } = this.#parts;
    tls?.stop();
    this.#reaper.stop();
    this.feed.stop();
    this.#alarmWatch.stop();
    this.#sanctions.stop();
    for (const cancel of this.#cancels) cancel();
    await gateway.stop();
    net.happened.emit({ kind: 'net.stopped', by: OPERATOR, detail: {} });
    this.#recorder.stop();
    await relay.stop();
    auth.close();
    await keeping.stop();
  }
}

function watchOf(settings: Settings): Watch {
  const { suspect_after_ms, zombie_after_ms, reaper_interval_ms: interval_ms } = settings;
  return { suspect_after_ms, zombie_after_ms, interval_ms };
}

/** A revoked token ends the session that it logged in. */
function endSessionsOf(net: Net, jti: string): void {
  for (const session of [...net.users]) {
    if (session.jti === jti) net.endSession(session, CloseCode.TOKEN_REVOKED);
  }
}
