import { Command, InvalidArgumentError } from 'commander';
import { COMMAND_NAME } from '../contract/command-name.ts';
import { explain } from '../contract/explain.ts';
import { joinUri } from '../contract/join-uri.ts';
import type { NetAddresses } from '../contract/operator.ts';
import { pinInGroups } from '../contract/pin.ts';
import { settings, type Settings } from '../contract/settings.ts';
import { systemClock } from '../server/clock.ts';
import { createLog } from '../server/log.ts';
import { systemRandom } from '../server/random.ts';
import { LiveChatServer } from '../server/server.ts';
import { operatorErrorOf, StartError } from '../server/start-error.ts';
import { dataDir } from '../server/store/data-dir.ts';
import { defaultDataDir } from '../server/store/default-data-dir.ts';
import { SettingsFile } from '../server/store/settings-file.ts';

type ServeOptions = {
  readonly host?: string;
  readonly wsPort?: number;
  readonly wssPort?: number;
  readonly udpPort?: number;
  readonly dataDir: string;
  readonly config?: string;
  readonly heartbeatMs?: number;
  readonly suspectMs?: number;
  readonly zombieMs?: number;
  readonly json?: true;
};

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

/** The `serve` command: the engine without a window. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('put the net on the air without a window')
    .option('--host <address>', 'address to listen on (default: all interfaces)')
    .option('--ws-port <n>', 'TCP port of the gateway; 0 picks a free one', wholeNumber)
    .option('--wss-port <n>', 'TCP port of the gateway for wss; 0 picks a free one', wholeNumber)
    .option('--udp-port <n>', 'UDP port of the relay; 0 picks a free one', wholeNumber)
    .option('--data-dir <folder>', 'folder with settings, keys and tokens', defaultDataDir())
    .option('--config <file>', 'settings file (default: settings.json in the data folder)')
    .option('--heartbeat-ms <n>', 'how often radios are told to send a heartbeat', wholeNumber)
    .option('--suspect-ms <n>', 'silence after which a radio is a suspect', wholeNumber)
    .option('--zombie-ms <n>', 'silence after which a radio is a zombie', wholeNumber)
    .option('--json', 'write one JSON object per line to standard output')
    .action(serve);
}

/** The settings file with what the command line says on top. */
function chooseSettings(options: ServeOptions): Settings {
  const path = options.config ?? dataDir(options.dataDir).settings;
  const file = new SettingsFile(path, { mustExist: options.config !== undefined });
  const given = {
    host: options.host,
    ws_port: options.wsPort,
    wss_port: options.wssPort,
    udp_port: options.udpPort,
    heartbeat_interval_ms: options.heartbeatMs,
    suspect_after_ms: options.suspectMs,
    zombie_after_ms: options.zombieMs,
  };
  const overrides = Object.entries(given).filter(([, value]) => value !== undefined);
  const input = { ...file.load(), ...Object.fromEntries(overrides) };
  const checked = settings.safeParse(input);
  if (checked.success) return checked.data;
  throw new StartError('bad_settings', explain(checked.error, input, 'settings'));
}

async function serve(options: ServeOptions): Promise<void> {
  const stopping = stopSignal();
  let server: LiveChatServer;
  try {
    server = await LiveChatServer.start({
      settings: chooseSettings(options),
      dataDir: options.dataDir,
      relayWorker: new URL('./relay-worker.js', import.meta.url),
      journalWorker: new URL('./journal-worker.js', import.meta.url),
      secret: process.env['LIVECHAT_SECRET'],
      clock: systemClock,
      random: systemRandom,
      log: createLog(process.env['LIVECHAT_LOG'] ?? (options.json ? 'info' : 'warn')),
    });
  } catch (error) {
    stopping.cancel();
    throw new Error(operatorErrorOf(error).reason, { cause: error });
  }
  say(options.json ? listening(server) : welcome(server));
  await stopping.asked;
  await server.stop();
  say(options.json ? JSON.stringify({ event: 'stopped' }) : 'The net is off the air.');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Resolves at SIGINT or SIGTERM; the second one ends the process at once, as usual. */
function stopSignal(): { asked: Promise<undefined>; cancel: () => void } {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let cancel = (): void => undefined;
  const asked = new Promise<undefined>((resolve) => {
    const stop = (): void => {
      cancel();
      resolve(undefined);
    };
    cancel = () => {
      for (const signal of signals) process.off(signal, stop);
    };
    for (const signal of signals) process.on(signal, stop);
  });
  return { asked, cancel: () => cancel() };
}

function listening(server: LiveChatServer): string {
  const { gateway, relay, addresses, dataDir: data_dir } = server;
  const at = (port: number): object => ({ host: gateway.host, port });
  return JSON.stringify({
    event: 'listening',
    ws: gateway.port === null ? null : { ...at(gateway.port), url: addresses.urls[0] },
    wss: gateway.wssPort === null ? null : { ...at(gateway.wssPort), ...invitation(addresses) },
    udp: { host: relay.host, port: relay.port, io: relay.io },
    data_dir,
  });
}

/** Where radios connect by TLS, and what they pin. */
function invitation({
  wss_urls,
  certificate,
}: NetAddresses): { url: string; pin: string; join: string } | null {
  const [url] = wss_urls;
  if (url === undefined || certificate === null) return null;
  const { pin } = certificate;
  return { url, pin, join: joinUri({ url, pin }) };
}

function welcome({ addresses, dataDir: folder }: LiveChatServer): string {
  const [first, ...others] = [...addresses.wss_urls, ...addresses.urls];
  const { certificate } = addresses;
  return [
    'The net is on the air.',
    `  Radios connect to   ${first ?? '(no address)'}`,
    ...others.map((url) => `                      ${url}`),
    ...(certificate
      ? [
          `  Fingerprint (wss)   ${certificate.pin}`,
          `                      ${pinInGroups(certificate.pin)}`,
          `  Join with           ${invitation(addresses)?.join ?? ''}`,
        ]
      : []),
    `  Media goes to       UDP port ${addresses.udp_port}`,
    `  Data folder         ${folder}`,
    '',
    'A token for a radio:',
    `  ${COMMAND_NAME} token mint --user radio-1 --data-dir ${JSON.stringify(folder)}`,
    '',
    'Stop with Ctrl+C.',
  ].join('\n');
}
