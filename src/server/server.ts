import { CloseCode } from '../contract/errors.ts';
import { BY_NET, OPERATOR, type JournalState } from '../contract/events.ts';
import type { NetAddresses, NetState, OperatorError } from '../contract/operator.ts';
import type { Settings } from '../contract/settings.ts';
import { Authenticator } from './auth/authenticator.ts';
import type { KeySeal } from './auth/key-seal.ts';
import type { Cancel, Clock } from './clock.ts';
import { Emitter } from './emitter.ts';
import { Gateway } from './gateway/gateway.ts';
import { Keeping } from './journal/keeping.ts';
import type { ChannelRecord } from './journal/records.ts';
import { Recorder } from './journal/recorder.ts';
import type { Log } from './log.ts';
import { netAddresses } from './net-addresses.ts';
import { Net } from './net/net.ts';
import { Reaper } from './net/reaper.ts';
import { Feed } from './operator/feed.ts';
import { Operator } from './operator/operator.ts';
import type { Random } from './random.ts';
import { Relay, RelayStartError } from './relay/relay.ts';
import { bindError, operatorErrorOf, StartError } from './start-error.ts';
import { prepareDataDir, type DataDir } from './store/data-dir.ts';

export type ServerOptions = {
  readonly settings: Settings;
  /** Folder for keys and tokens; made where it is not there. */
  readonly dataDir: string;
  /** The relay's thread, `relay-worker.js` as it was built. */
  readonly relayWorker: URL;
  /** The journal's thread, `journal-worker.js`. */
  readonly journalWorker: URL;
  /** How keys are sealed on disk; not at all where nothing is given. */
  readonly seal?: KeySeal | undefined;
  /** `LIVECHAT_SECRET`: logs any user in as a radio; where it is unset only tokens do. */
  readonly secret?: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** What a server is made of, in the order in which it is taken down. */
type Parts = {
  readonly keeping: Keeping;
  readonly net: Net;
  readonly auth: Authenticator;
  readonly relay: Relay;
  readonly gateway: Gateway;
};

/** A net on the air: gateway, relay and hubs, with what an operator needs to see and steer them. */
export class LiveChatServer {
  readonly feed: Feed;
  readonly operator: Operator;
  readonly addresses: NetAddresses;
  readonly dataDir: string;
  readonly net: Net;
  /** Tells once if the net goes down by itself; it still has to be stopped. */
  readonly failed = new Emitter<OperatorError>();
  readonly #parts: Parts;
  readonly #reaper: Reaper;
  readonly #recorder: Recorder;
  readonly #cancels: readonly Cancel[];
  #stopping: Promise<void> | undefined;

  private constructor(options: ServerOptions, dataDir: string, parts: Parts) {
    const { clock, log, settings } = options;
    const { keeping, net, auth, relay, gateway } = parts;
    this.#parts = parts;
    this.net = net;
    this.dataDir = dataDir;
    this.addresses = netAddresses(gateway.host, gateway.port, relay.port);
    this.#reaper = new Reaper({
      net,
      media: relay,
      clock,
      suspectAfterMs: settings.suspect_after_ms,
      zombieAfterMs: settings.zombie_after_ms,
      intervalMs: settings.reaper_interval_ms,
    });
    const since = clock.now();
    const stateWith = (journal: JournalState): NetState => ({
      ...{ state: 'on_air', since, addresses: this.addresses, data_dir: dataDir, journal },
    });
    this.feed = new Feed({
      net,
      tokens: auth,
      media: relay,
      clock,
      state: stateWith(keeping.journal.state),
    });
    this.operator = new Operator(net, auth, keeping, log);
    const { journal } = keeping;
    this.#recorder = new Recorder({ net, journal, media: relay, deltas: this.feed.delta, clock });
    const ports = { ws_port: gateway.port, udp_port: relay.port };
    net.happened.emit({ kind: 'net.started', by: OPERATOR, detail: ports });
    this.#cancels = [
      journal.changed.on((state) => this.feed.tell(stateWith(state))),
      relay.onRekey.on((worn) => net.renewKeys(worn)),
      auth.revoked.on((jti) => endSessionsOf(net, jti)),
      relay.onFailure.on((error) => {
        log.error({ error }, 'the relay failed');
        const reason = error.message.slice(0, 500);
        net.happened.emit({ kind: 'relay.failed', by: BY_NET, detail: { reason } });
        this.failed.emit(operatorErrorOf(error));
      }),
    ];
    log.info({ addresses: this.addresses, data_dir: dataDir }, 'the net is on the air');
  }

  /**
   * Puts a net on the air. If anything is in the way, nothing stays behind.
   *
   * @throws StartError or StoreError with one line that says what is in the way and what to do
   */
  static async start(options: ServerOptions): Promise<LiveChatServer> {
    const { settings, clock, random, log } = options;
    const dataDir = prepareDataDir(options.dataDir);
    const keeping = Keeping.begin({ ...options, dataDir });
    let auth: Authenticator | undefined;
    let relay: Relay | undefined;
    try {
      auth = openAuthenticator(options, dataDir, keeping);
      relay = await startRelay(options);
      const net = new Net({
        relay,
        clock,
        random,
        log,
        keysOverPlainWs: settings.media.srtp_over_plain_ws,
      });
      makeChannels(net, settings, keeping.queries.channels());
      const who = auth;
      const gateway = await Gateway.start(settings.host, settings.ws_port, {
        net,
        identify: (userId, token) => who.identify(userId, token),
        keeper: keeping,
        clock,
        log,
        udpPort: relay.port,
        heartbeatIntervalMs: settings.heartbeat_interval_ms,
        identifyTimeoutMs: settings.identify_timeout_ms,
        queueBytes: settings.limits.session_queue_bytes,
      });
      const parts = { keeping, net, auth, relay, gateway };
      const server = new LiveChatServer(options, dataDir.path, parts);
      await keeping.settled();
      return server;
    } catch (error) {
      auth?.close();
      await relay?.stop();
      await keeping.stop();
      throw error;
    }
  }

  /** What the gateway is bound to. */
  get gateway(): { readonly host: string; readonly port: number } {
    return this.#parts.gateway;
  }

  /** What the relay is bound to. */
  get relay(): { readonly host: string; readonly port: number } {
    return this.#parts.relay;
  }

  /** Tells every radio (1001) and resolves once every socket, timer and thread is gone. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const { keeping, net, auth, gateway, relay } = this.#parts;
    this.#reaper.stop();
    this.feed.stop();
    for (const cancel of this.#cancels) cancel();
    await gateway.stop();
    net.happened.emit({ kind: 'net.stopped', by: OPERATOR, detail: {} });
    this.#recorder.stop();
    await relay.stop();
    auth.close();
    await keeping.stop();
  }
}

function openAuthenticator(
  { clock, random, secret, seal, log }: ServerOptions,
  dataDir: DataDir,
  { db, journal }: Keeping,
): Authenticator {
  return new Authenticator({
    dataDir,
    db,
    clock,
    random,
    secret,
    ...(seal && { seal }),
    warn: (line) => log.warn(line),
    noteUse: (jti, at) => journal.record({ is: 'token_used', jti, at }),
  });
}

/** The channels of the settings, and those that were made in earlier runs. */
function makeChannels(net: Net, settings: Settings, made: readonly ChannelRecord[]): void {
  for (const preset of settings.channels) net.createChannel('operator', preset);
  for (const channel of made) net.restoreChannel(channel);
}

async function startRelay({ settings, relayWorker, clock, log }: ServerOptions): Promise<Relay> {
  const { host, udp_port: port } = settings;
  try {
    return await Relay.start({
      workerUrl: relayWorker,
      host,
      port,
      latch: settings.media.latch,
      maxPeers: settings.limits.media_peers,
      clock,
      log,
    });
  } catch (error) {
    if (error instanceof RelayStartError) throw bindError('relay', host, port, error);
    throw new StartError('internal', `relay: ${String(error)}`);
  }
}

/** A revoked token ends the session that it logged in. */
function endSessionsOf(net: Net, jti: string): void {
  for (const session of [...net.users]) {
    if (session.jti === jti) net.endSession(session, CloseCode.TOKEN_REVOKED);
  }
}
