import { CloseCode } from '../contract/errors.ts';
import type { MediaIo, NetAddresses, OperatorError } from '../contract/operator.ts';
import type { Settings } from '../contract/settings.ts';
import { Authenticator } from './auth/authenticator.ts';
import type { KeySeal } from './auth/key-seal.ts';
import type { Cancel, Clock } from './clock.ts';
import { Emitter } from './emitter.ts';
import { Gateway } from './gateway/gateway.ts';
import type { Log } from './log.ts';
import { netAddresses } from './net-addresses.ts';
import { Net } from './net/net.ts';
import { Reaper } from './net/reaper.ts';
import type { ResumeOptions } from './net/resume-desk.ts';
import { Feed } from './operator/feed.ts';
import { Operator } from './operator/operator.ts';
import type { Random } from './random.ts';
import { Relay, RelayStartError } from './relay/relay.ts';
import { operatorErrorOf, relayError, StartError } from './start-error.ts';
import { prepareDataDir } from './store/data-dir.ts';

export type ServerOptions = {
  readonly settings: Settings;
  /** Folder for keys and tokens; made where it is not there. */
  readonly dataDir: string;
  /** The relay's thread, `relay-worker.js` as it was built. */
  readonly relayWorker: URL;
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
  readonly #cancels: readonly Cancel[];
  #stopping: Promise<void> | undefined;

  private constructor(options: ServerOptions, dataDir: string, parts: Parts) {
    const { clock, log, settings } = options;
    const { net, auth, relay, gateway } = parts;
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
    this.feed = new Feed({
      net,
      tokens: auth,
      media: relay,
      clock,
      state: {
        state: 'on_air',
        since: clock.now(),
        addresses: this.addresses,
        data_dir: dataDir,
        media_io: relay.io,
        watch: {
          suspect_after_ms: settings.suspect_after_ms,
          zombie_after_ms: settings.zombie_after_ms,
          interval_ms: settings.reaper_interval_ms,
        },
      },
    });
    this.operator = new Operator(net, auth, log);
    this.#cancels = [
      relay.onRekey.on((worn) => net.renewKeys(worn)),
      auth.revoked.on((jti) => endSessionsOf(net, jti)),
      relay.onFailure.on((error) => {
        log.error({ error }, 'the relay failed');
        this.failed.emit(operatorErrorOf(error));
      }),
    ];
    log.info(
      { addresses: this.addresses, data_dir: dataDir, media_io: relay.io },
      'the net is on the air',
    );
  }

  /**
   * Puts a net on the air. If anything is in the way, nothing stays behind.
   *
   * @throws StartError or StoreError with one line that says what is in the way and what to do
   */
  static async start(options: ServerOptions): Promise<LiveChatServer> {
    const { settings, clock, random, log } = options;
    const dataDir = prepareDataDir(options.dataDir);
    const auth = new Authenticator({
      dataDir,
      clock,
      random,
      secret: options.secret,
      ...(options.seal && { seal: options.seal }),
      warn: (line) => log.warn(line),
    });
    let relay: Relay | undefined;
    try {
      relay = await startRelay(options);
      const net = new Net({
        relay,
        clock,
        random,
        log,
        keysOverPlainWs: settings.media.srtp_over_plain_ws,
        resume: resumeOptions(settings),
      });
      for (const preset of settings.channels) net.createChannel('operator', preset);
      const gateway = await Gateway.start(settings.host, settings.ws_port, {
        net,
        identify: (userId, token) => auth.identify(userId, token),
        catchUp: () => auth.catchUp(),
        clock,
        log,
        udpPort: relay.port,
        heartbeatIntervalMs: settings.heartbeat_interval_ms,
        identifyTimeoutMs: settings.identify_timeout_ms,
        queueBytes: settings.limits.session_queue_bytes,
      });
      return new LiveChatServer(options, dataDir.path, { net, auth, relay, gateway });
    } catch (error) {
      auth.close();
      await relay?.stop();
      throw error;
    }
  }

  /** What the gateway is bound to. */
  get gateway(): { readonly host: string; readonly port: number } {
    return this.#parts.gateway;
  }

  /** What the relay is bound to. */
  get relay(): { readonly host: string; readonly port: number; readonly io: MediaIo } {
    return this.#parts.relay;
  }

  /** Tells every radio (1001) and resolves once every socket, timer and thread is gone. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const { auth, gateway, relay } = this.#parts;
    this.#reaper.stop();
    this.feed.stop();
    for (const cancel of this.#cancels) cancel();
    await gateway.stop();
    await relay.stop();
    auth.close();
  }
}

async function startRelay({ settings, relayWorker, clock, log }: ServerOptions): Promise<Relay> {
  const { host, udp_port: port } = settings;
  try {
    return await Relay.start({
      workerUrl: relayWorker,
      host,
      port,
      io: settings.media.io,
      latch: settings.media.latch,
      maxPeers: settings.limits.media_peers,
      packetsPerSecond: settings.limits.packets_per_second,
      clock,
      log,
    });
  } catch (error) {
    if (error instanceof RelayStartError) throw relayError(host, port, error);
    throw new StartError('internal', `relay: ${String(error)}`);
  }
}

/** What a radio missed must fit into what may wait for it, or it would be too slow at once. */
function resumeOptions({ resume_window_ms: windowMs, limits }: Settings): ResumeOptions {
  const { resume_events: events, resume_bytes, session_queue_bytes } = limits;
  return { windowMs, events, bytes: Math.min(resume_bytes, Math.floor(session_queue_bytes / 2)) };
}

/** A revoked token ends the session that it logged in. */
function endSessionsOf(net: Net, jti: string): void {
  for (const session of [...net.users]) {
    if (session.jti === jti) net.endSession(session, CloseCode.TOKEN_REVOKED);
  }
}
