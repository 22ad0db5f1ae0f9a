import type { Settings } from '../contract/settings.ts';
import type { Interfaces } from './address-watch.ts';
import { Authenticator } from './auth/authenticator.ts';
import type { KeySeal } from './auth/key-seal.ts';
import { LoginGuard } from './auth/login-guard.ts';
import type { Clock } from './clock.ts';
import { loadDirectSend } from './gateway/direct-send.ts';
import { Gateway, type GatewayOptions } from './gateway/gateway.ts';
import { LoginDesk } from './gateway/login-desk.ts';
import { Keeping } from './journal/keeping.ts';
import { Sanctions } from './journal/sanctions.ts';
import { LimitCounts } from './limit-counts.ts';
import type { Log } from './log.ts';
import { Net } from './net/net.ts';
import type { Uptime } from './net/sleep-watch.ts';
import type { ResumeOptions } from './net/resume-desk.ts';
import type { Random } from './random.ts';
import { Relay, RelayStartError } from './relay/relay.ts';
import type { SettingsInForce } from './settings-in-force.ts';
import { relayError, StartError } from './start-error.ts';
import { prepareDataDir, type DataDir } from './store/data-dir.ts';
import type { CertificateWatch } from './tls/certificate-watch.ts';
import { startTls } from './tls/tls-settings.ts';

export type ServerOptions = {
  readonly settings: Settings;
  /** Folder for keys and tokens; made where it is not there. */
  readonly dataDir: string;
  /** The relay's thread, `relay-worker.js` as it was built. */
  readonly relayWorker: URL;
  /** The journal's thread, `journal-worker.js`. */
  readonly journalWorker: URL;
  /** How keys are sealed on disk, once that is known; not at all where nothing is given. */
  readonly seal?: KeySeal | undefined | Promise<KeySeal | undefined>;
  /** `LIVECHAT_SECRET`: logs any user in as a radio; where it is unset only tokens do. */
  readonly secret?: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How long the machine has been up and what interfaces it has; as the system says by default. */
  readonly uptime?: Uptime;
  readonly interfaces?: () => Interfaces;
};

/** What a server is made of. */
export type Parts = {
  readonly dataDir: DataDir;
  readonly keeping: Keeping;
  readonly auth: Authenticator;
  readonly tls: CertificateWatch | null;
  readonly relay: Relay;
  readonly net: Net;
  readonly limits: LimitCounts;
  readonly desk: LoginDesk;
  readonly sanctions: Sanctions;
  readonly gateway: Gateway;
};

/**
 * Opens the parts of a server, the gateway last. If one cannot be opened, none stays open.
 *
 * @throws StartError or StoreError with one line that says what is in the way and what to do
 */
export async function openParts(options: ServerOptions, inForce: SettingsInForce): Promise<Parts> {
  const dataDir = prepareDataDir(options.dataDir);
  const keeping = Keeping.begin({ ...options, dataDir });
  /** What to close if the next part cannot be opened, last first. */
  const opened: (() => unknown)[] = [() => keeping.stop()];
  try {
    // Its thread takes longer than all the rest, so it starts while the others are opened.
    const relayToCome = startRelay(options);
    const noRelay = (): undefined => undefined; // told where it is waited for
    opened.push(() => relayToCome.then((relay) => relay.stop(), noRelay));
    relayToCome.catch(noRelay);
    const seal = await options.seal;
    const auth = openAuthenticator(options, seal, dataDir, keeping);
    opened.push(() => auth.close());
    const tls = await openTls(options, seal, dataDir);
    opened.push(() => tls?.stop());
    const relay = await relayToCome;
    const sanctions = new Sanctions(keeping.db, options.clock);
    const limits = new LimitCounts();
    const net = makeNet(options, { keeping, relay, sanctions, limits });
    const desk = openDesk(options, { auth, net, limits, sanctions }, inForce);
    const inner = { dataDir, keeping, auth, tls, relay, net, limits, desk, sanctions };
    return { ...inner, gateway: await startGateway(options, inner, inForce) };
  } catch (error) {
    for (const close of opened.reverse()) await close();
    throw error;
  }
}

function openAuthenticator(
  { clock, random, secret, log }: ServerOptions,
  seal: KeySeal | undefined,
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

function openTls(
  { settings, clock, random, log }: ServerOptions,
  seal: KeySeal | undefined,
  dataDir: DataDir,
): Promise<CertificateWatch | null> {
  const warn = (line: string): void => log.warn(line);
  return startTls({ settings: settings.tls, dataDir, clock, random, seal, warn });
}

async function startRelay({ settings, relayWorker, clock, log }: ServerOptions): Promise<Relay> {
  const { host, udp_port: port, media, limits } = settings;
  try {
    return await Relay.start({
      workerUrl: relayWorker,
      host,
      port,
      io: media.io,
      latch: media.latch,
      maxPeers: limits.media_peers,
      packetsPerSecond: limits.packets_per_second,
      clock,
      log,
    });
  } catch (error) {
    if (error instanceof RelayStartError) throw relayError(host, port, error);
    throw new StartError('internal', `relay: ${String(error)}`);
  }
}

/** The net, with the channels of the settings and those that were made in earlier runs. */
function makeNet(
  { settings, clock, random, log }: ServerOptions,
  { keeping, relay, sanctions, limits }: Pick<Parts, 'keeping' | 'relay' | 'sanctions' | 'limits'>,
): Net {
  const net = new Net({
    relay,
    clock,
    random,
    log,
    keysOverPlainWs: settings.media.srtp_over_plain_ws,
    resume: resumeOptions(settings),
    maxChannelsPerUser: settings.limits.channels_per_user,
    maxChannels: settings.limits.channels,
    limits,
    isMuted: ({ userId, jti }, { ip }) =>
      sanctions.find(userId, jti, ip, clock.now()).some(({ kind }) => kind === 'mute'),
  });
  for (const preset of settings.channels) net.createChannel('operator', preset);
  for (const channel of keeping.queries.channels()) net.restoreChannel(channel);
  return net;
}

/** What a radio missed must fit into what may wait for it, or it would be too slow at once. */
function resumeOptions({ resume_window_ms: windowMs, limits }: Settings): ResumeOptions {
  const { resume_events: events, resume_bytes, session_queue_bytes } = limits;
  return { windowMs, events, bytes: Math.min(resume_bytes, Math.floor(session_queue_bytes / 2)) };
}

function openDesk(
  { settings, clock }: ServerOptions,
  { auth, net, limits, sanctions }: Pick<Parts, 'auth' | 'net' | 'limits' | 'sanctions'>,
  inForce: SettingsInForce,
): LoginDesk {
  return new LoginDesk({
    identify: (userId, token) => auth.identify(userId, token),
    guard: new LoginGuard({ clock, mostFailures: settings.limits.failed_log_ins }),
    bans: sanctions,
    clock,
    users: net.users,
    limits,
    get maxSessions() {
      return inForce.now.limits.sessions;
    },
  });
}

async function startGateway(
  { settings, clock, log }: ServerOptions,
  { keeping, auth, tls, relay, net, limits, desk }: Omit<Parts, 'gateway'>,
  inForce: SettingsInForce,
): Promise<Gateway> {
  const ports = {
    host: settings.host,
    ws: settings.plain_ws ? settings.ws_port : null,
    wss: tls && { port: settings.wss_port, identity: tls.identity },
  };
  const options: GatewayOptions = {
    net,
    desk,
    catchUp: () => auth.catchUp(),
    keeper: keeping,
    clock,
    log,
    udpPort: relay.port,
    heartbeatIntervalMs: settings.heartbeat_interval_ms,
    identifyTimeoutMs: settings.identify_timeout_ms,
    queueBytes: settings.limits.session_queue_bytes,
    limits,
    // Who asks for the portable way has it everywhere.
    directSend: settings.media.io === 'dgram' ? undefined : await loadDirectSend(),
    framesPerMinute: settings.limits.frames_per_minute,
    get maxConnections() {
      return inForce.now.limits.connections;
    },
    get maxPerAddress() {
      return inForce.now.limits.connections_per_address;
    },
    handshakeTimeoutMs: settings.limits.handshake_timeout_ms,
    frameBytes: settings.limits.frame_bytes,
    messageFragments: settings.limits.message_fragments,
  };
  return Gateway.start(ports, options);
}
