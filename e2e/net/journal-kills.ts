import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Op } from '../../src/contract/ops.ts';
import { tokenRequest } from '../../src/contract/tokens.ts';
import { Authenticator } from '../../src/server/auth/authenticator.ts';
import { systemClock } from '../../src/server/clock.ts';
import { verifyChain } from '../../src/server/journal/chain.ts';
import { openToRead } from '../../src/server/journal/database.ts';
import { systemRandom } from '../../src/server/random.ts';
import { prepareDataDir, type DataDir } from '../../src/server/store/data-dir.ts';
import { RawRadio } from './raw-radio.ts';

const SECRET = 'a secret for kills alone';
const LOBBY = 'lobby';

export type KillOptions = {
  /** How often the net is killed. */
  readonly kills: number;
  /** A folder of its own, which is used again after each kill. */
  readonly dataDir: string;
  /** Decides when it is killed. */
  readonly seed: number;
  readonly radios?: number;
  /** Where the project is; found by this file's own place by default. */
  readonly project?: string;
  /** Hears of each round. */
  readonly onRound?: (line: string) => void;
};

export type KillReport = {
  readonly kills: number;
  /** Records that were acknowledged, and found again. */
  readonly acknowledged: number;
  /** Each that was acknowledged and is not there; empty if all is well. */
  readonly missing: readonly string[];
  /** Faults of the chain, one for each round that had one. */
  readonly broken: readonly string[];
  /** From the start of the process until it listens, in ms, for each start after a kill. */
  readonly startsMs: readonly number[];
};

/** What was acknowledged, and what had only been asked for. */
class Ledger {
  count = 0;
  readonly messages = new Set<string>();
  readonly minted = new Set<string>();
  readonly revoked = new Set<string>();
  /** How far each channel has come: made, renamed, deleted. */
  readonly channels = new Map<string, { asked: number; acked: number }>();
}

/**
 * Kills the net again and again with SIGKILL, at random moments under load, and looks each time
 * whether all that it had acknowledged is there when it is started anew.
 */
export async function killAndLook(options: KillOptions): Promise<KillReport> {
  const { kills, radios = 4, onRound } = options;
  const project = options.project ?? resolve(import.meta.dirname, '../..');
  const dataDir = prepareDataDir(options.dataDir);
  // Builds what has to be built.
  execFileSync(process.execPath, [resolve(project, 'scripts/livechat.mjs'), '--help']);
  const random = randomFrom(options.seed);
  const missing: string[] = [];
  const broken: string[] = [];
  const startsMs: number[] = [];
  let acknowledged = 0;
  const ledger = new Ledger();
  for (let round = 0; round <= kills; round += 1) {
    const net = await start(project, dataDir.path);
    if (round > 0) {
      startsMs.push(net.startedInMs);
      const lost = await look(dataDir, net.url, ledger);
      missing.push(...lost);
      const verdict = verify(dataDir);
      if (verdict !== null) broken.push(`round ${round}: ${verdict}`);
      onRound?.(`kill ${round}: ${ledger.count} acknowledged, ${lost.length} missing`);
      acknowledged += ledger.count;
      ledger.count = 0;
    }
    if (round < kills) await loadAndKill(net, dataDir, ledger, radios, round, random);
    else await stop(net.process);
  }
  return { kills, acknowledged, missing, broken, startsMs };
}

type RunningNet = {
  readonly process: ChildProcess;
  readonly url: string;
  readonly startedInMs: number;
};

async function start(project: string, folder: string): Promise<RunningNet> {
  const began = performance.now();
  const ports = ['--host', '127.0.0.1', '--ws-port', '0', '--udp-port', '0'];
  const child = spawn(
    process.execPath,
    [resolve(project, 'out/main/cli.js'), 'serve', '--json', '--data-dir', folder, ...ports],
    {
      env: { ...process.env, LIVECHAT_SECRET: SECRET, LIVECHAT_LOG: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit').then(() => {
    throw new Error('the net did not start');
  });
  const first = once(createInterface(child.stdout), 'line');
  const [line] = (await Promise.race([first, ended])) as [string];
  ended.catch(() => undefined);
  const { ws } = JSON.parse(line) as { ws: { url: string } };
  return { process: child, url: ws.url, startedInMs: performance.now() - began };
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function loadAndKill(
  net: RunningNet,
  dataDir: DataDir,
  ledger: Ledger,
  radios: number,
  round: number,
  random: () => number,
): Promise<void> {
  const enough = 1 + Math.floor(400 * random());
  const { process: child } = net;
  const exited = once(child, 'exit');
  const acknowledged = (): void => {
    ledger.count += 1;
    if (ledger.count >= enough) child.kill('SIGKILL');
  };
  const minting = mintAndRevoke(
    dataDir,
    ledger,
    () => child.exitCode ?? child.signalCode,
    acknowledged,
  );
  const talking: Promise<void>[] = [];
  try {
    const setUp = await RawRadio.login(net.url, 'set-up', SECRET);
    await setUp.ask(Op.CHANNEL_CREATE, { channel_id: LOBBY, channel_name: 'Lobby' });
    for (let n = 0; n < radios; n += 1) {
      const radio = await RawRadio.login(net.url, `radio-${n}`, SECRET);
      await radio.ask(Op.CHANNEL_JOIN, { channel_id: LOBBY, ssrc: 1 + n });
      const name = `${round}-${n}`;
      talking.push(talk(radio, name, ledger, acknowledged).catch(() => undefined));
    }
  } catch {
    // It was killed before all of them were in.
  }
  await Promise.all([minting, ...talking]);
  await exited;
}

/** Says things and makes channels, without end: the socket is closed when the net is killed. */
async function talk(
  radio: RawRadio,
  name: string,
  ledger: Ledger,
  acknowledged: () => void,
): Promise<void> {
  for (let n = 0; ; n += 1) {
    const channel_id = `channel-${name}-${n}`;
    const stages = { asked: 0, acked: 0 };
    ledger.channels.set(channel_id, stages);
    // Every fourth stays.
    const steps = [Op.CHANNEL_CREATE, Op.CHANNEL_UPDATE, ...(n % 4 ? [Op.CHANNEL_DELETE] : [])];
    for (const [index, op] of steps.entries()) {
      stages.asked = index + 1;
      const words = 1 + ((n + index) % 3);
      for (let word = 0; word < words; word += 1) {
        radio.send(Op.MESSAGE_CREATE, { channel_id: LOBBY, content: `${channel_id} ${word}` });
      }
      radio.send(op, { channel_id, channel_name: index === 0 ? 'made' : 'renamed' });
      for (;;) {
        const frame = await radio.next();
        const said = frame.d as { message_id?: string; op?: number };
        if (frame.op === Op.MESSAGE_EVENT && said.message_id !== undefined) {
          if (ledger.messages.has(said.message_id)) continue;
          ledger.messages.add(said.message_id);
          acknowledged();
        }
        if (frame.op === Op.ERROR) throw new Error(JSON.stringify(frame.d));
        if (frame.op === Op.ACK && said.op === op) break;
      }
      stages.acked = index + 1;
      acknowledged();
    }
  }
}

/** Mints tokens and revokes every other, as the command line would, until the net is gone. */
async function mintAndRevoke(
  dataDir: DataDir,
  ledger: Ledger,
  ended: () => unknown,
  acknowledged: () => void,
): Promise<void> {
  const desk = openDesk(dataDir);
  try {
    for (let n = 0; ended() === null; n += 1) {
      const minted = await desk.mint(tokenRequest.parse({ user_id: 'ann', ttl_s: 24 * 3600 }));
      if (!minted.ok) throw new Error(minted.error.reason);
      const { jti } = minted.value.view;
      ledger.minted.add(jti);
      acknowledged();
      if (n % 2 === 0 && desk.revoke(jti).ok) {
        ledger.revoked.add(jti);
        acknowledged();
      }
      // The radios' sockets want their turn.
      await new Promise((next) => setTimeout(next, 20));
    }
  } finally {
    desk.close();
  }
}

function openDesk(dataDir: DataDir): Authenticator {
  const warn = (line: string): void => {
    throw new Error(line);
  };
  return new Authenticator({ dataDir, clock: systemClock, random: systemRandom, warn });
}

/** What of the ledger is not there. */
async function look(dataDir: DataDir, url: string, ledger: Ledger): Promise<string[]> {
  const missing: string[] = [];
  const db = openToRead(dataDir.journal);
  const ids = (sql: string): Set<string> =>
    new Set((db.prepare(sql).all() as { id: string }[]).map(({ id }) => id));
  const messages = ids('SELECT message_id AS id FROM messages');
  db.close();
  missing.push(...[...ledger.messages].filter((id) => !messages.has(id)));
  const desk = openDesk(dataDir);
  for (const jti of ledger.minted) if (!desk.token(jti)) missing.push(`token ${jti}`);
  for (const jti of ledger.revoked) {
    if ((desk.token(jti)?.revoked_at ?? null) === null) missing.push(`revocation of ${jti}`);
  }
  desk.close();
  missing.push(...(await missingChannels(url, ledger)));
  return missing;
}

async function missingChannels(url: string, ledger: Ledger): Promise<string[]> {
  const radio = await RawRadio.login(url, 'looker', SECRET);
  const [list] = await radio.ask(Op.CHANNEL_LIST, null);
  await radio.close();
  const { channels } = (
    list?.d as { data: { channels: { channel_id: string; channel_name: string }[] } }
  ).data;
  const names = new Map(channels.map(({ channel_id, channel_name }) => [channel_id, channel_name]));
  const missing: string[] = [];
  for (const [id, { asked, acked }] of ledger.channels) {
    const name = names.get(id);
    // Not there: not made yet, or deleted. What was asked for may have been done, or not.
    const fits = [0, 1, 2, 3].some(
      (stage) =>
        stage >= acked &&
        stage <= asked &&
        name === [undefined, 'made', 'renamed', undefined][stage],
    );
    if (!fits) missing.push(`${id}: ${acked} of ${asked} steps, and is ${name ?? 'not there'}`);
    // What it is now it has to stay.
    const stage = name === 'made' ? 1 : name === 'renamed' ? 2 : asked < 3 ? 0 : 3;
    ledger.channels.set(id, { asked: stage, acked: stage });
  }
  return missing;
}

function verify(dataDir: DataDir): string | null {
  const db = openToRead(dataDir.journal);
  try {
    const verdict = verifyChain(db);
    return verdict.ok ? null : `record ${verdict.id} ${verdict.fault}`;
  } finally {
    db.close();
  }
}

/** Numbers from 0 to 1, the same for the same seed (Park and Miller's). */
function randomFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
