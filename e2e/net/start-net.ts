import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SettingsInput } from '../../src/contract/settings.ts';
import { settings } from '../../src/contract/settings.ts';
import type { TokenRequestInput } from '../../src/contract/tokens.ts';
import { systemClock, type Clock } from '../../src/server/clock.ts';
import { silentLog } from '../../src/server/log.ts';
import { journalWorkerUrl } from '../../src/server/journal/testing/worker-url.ts';
import { systemRandom } from '../../src/server/random.ts';
import { workerUrl } from '../../src/server/relay/testing/worker-url.ts';
import { LiveChatServer } from '../../src/server/server.ts';
import { RawRadio } from './raw-radio.ts';

/** The shared secret of the nets that tests start. */
export const SECRET = 'a secret for tests alone';

/** A folder of a test's own, removed when it ends. */
export function tempDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'livechat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type TestNet = {
  readonly server: LiveChatServer;
  readonly url: string;
  /** Logs a radio in with the shared secret. */
  radio(userId: string): Promise<RawRadio>;
  /** Logs a radio in with a token minted for it. */
  radioWith(request: TokenRequestInput): Promise<RawRadio>;
  mint(request: TokenRequestInput): Promise<string>;
};

/** A real net on loopback with free ports, stopped when the test ends. */
export async function startNet(
  input: SettingsInput = {},
  options: {
    readonly clock?: Clock;
    readonly dataDir?: string;
    readonly secret?: string | undefined;
    readonly relayWorker?: URL;
  } = {},
): Promise<TestNet> {
  const server = await LiveChatServer.start({
    settings: settings.parse({ host: '127.0.0.1', ws_port: 0, wss_port: 0, udp_port: 0, ...input }),
    dataDir: options.dataDir ?? tempDir(),
    relayWorker: options.relayWorker ?? (await workerUrl()),
    journalWorker: await journalWorkerUrl(),
    secret: 'secret' in options ? options.secret : SECRET,
    clock: options.clock ?? systemClock,
    random: systemRandom,
    log: silentLog,
  });
  onTestFinished(() => server.stop());
  const [url = ''] = server.addresses.urls;
  const mint = async (request: TokenRequestInput): Promise<string> => {
    const result = await server.operator.run('token.mint', request);
    if (!result.ok) throw new Error(result.error.reason);
    return result.value.token;
  };
  return {
    server,
    url,
    mint,
    radio: (userId) => RawRadio.login(url, userId, SECRET),
    radioWith: async (request) => RawRadio.login(url, request.user_id, await mint(request)),
  };
}
