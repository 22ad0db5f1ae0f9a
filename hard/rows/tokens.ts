import { CloseCode, ErrorCode } from '../../src/contract/errors.ts';
import { Limit } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import { KeyRing } from '../../src/server/auth/key-ring.ts';
import { plainSeal } from '../../src/server/auth/key-seal.ts';
import { systemClock } from '../../src/server/clock.ts';
import { systemRandom } from '../../src/server/random.ts';
import { prepareDataDir } from '../../src/server/store/data-dir.ts';
import { Chance } from '../chance.ts';
import { withNet, type NetProcess } from '../net-process.ts';
import type { Frame } from '../radio.ts';
import { Radio } from '../radio.ts';
import { Faults, partOf, type Row } from '../row.ts';
import { flipped, forgeriesOf, type Forgery, type Model } from '../tokens/forge.ts';
import { RawSocket, textFrame } from '../websocket.ts';

const FLIPS = 100_000;
/** Rounds of one forgery of each kind, and tokens that are revoked. */
const ROUNDS = 100;
const USERS = 8;
const AT_ONCE = 24;

/** What the tokens that may not log in have come to. */
type Tally = { tried: number; accepted: number; twins: number; connections: number };

export const tokensRow: Row = {
  name: 'tokens',
  what: 'tokens that are expired, early, forged, revoked, of others, or off by one bit',
  bar: '0 accepted',
  run: async ({ places, share, seed, note }) => {
    const chance = new Chance(seed);
    const faults = new Faults();
    const tally: Tally = { tried: 0, accepted: 0, twins: 0, connections: 0 };
    const run = await withNet(places, {}, async (net) => {
      const models = await makeModels(net);
      await eachLogsIn(net, models);
      const rounds = partOf(ROUNDS, share);
      const forgeries = [...(await revoked(net, rounds)), ...forged(models, rounds, chance)];
      await tryAll(net, forgeries.values(), tally, faults);
      note(`${tally.tried} forgeries tried`);
      await tryAll(net, flips(models, partOf(FLIPS, share), chance), tally, faults);
      await eachLogsIn(net, models);
      return forgeries.length;
    });
    const { tried, accepted, twins, connections } = tally;
    return {
      did: `${run.value} forgeries and ${tried - run.value} bit flips over ${connections} connections`,
      figures: { accepted, flips_that_mean_the_same: twins },
      faults: [...faults.lines, ...run.faults],
    };
  },
};

/** Tokens that are good, of users of their own. */
async function makeModels(net: NetProcess): Promise<Model[]> {
  const keys = new KeyRing({
    path: prepareDataDir(net.dataDir).keys,
    clock: systemClock,
    random: systemRandom,
    seal: plainSeal,
    warn: () => undefined,
  });
  const { kid, key } = keys.signing();
  const models: Model[] = [];
  for (let user = 0; user < USERS; user += 1) {
    const userId = `user ${user}`;
    const { token } = await net.operate('token.mint', { user_id: userId });
    models.push({ userId, token, kid, key });
  }
  return models;
}

/** Where nothing is let in, nothing is shown by it. */
async function eachLogsIn(net: NetProcess, models: readonly Model[]): Promise<void> {
  for (const { userId, token } of models) {
    const radio = await Radio.login(net, userId, token);
    await radio.socket.close();
  }
}

async function revoked(net: NetProcess, count: number): Promise<Forgery[]> {
  const forgeries: Forgery[] = [];
  for (let i = 0; i < count; i += 1) {
    const userId = `revoked ${i}`;
    const { token, view } = await net.operate('token.mint', { user_id: userId });
    await net.operate('token.revoke', { jti: view.jti });
    forgeries.push({ kind: 'revoked', userId, token });
  }
  return forgeries;
}

function forged(models: readonly Model[], rounds: number, chance: Chance): Forgery[] {
  return Array.from({ length: rounds }, (_, round) => {
    const [model, other] = [models[round % USERS], models[(round + 1) % USERS]];
    return model && other ? forgeriesOf(model, other, chance) : [];
  }).flat();
}

function* flips(models: readonly Model[], count: number, chance: Chance): Generator<Forgery> {
  for (let i = 0; i < count; i += 1) yield flipped(chance.one(models), chance);
}

async function tryAll(
  net: NetProcess,
  forgeries: Iterator<Forgery>,
  tally: Tally,
  faults: Faults,
): Promise<void> {
  const work = async (): Promise<void> => {
    for (;;) {
      const some: Forgery[] = [];
      for (let i = 0; i < Limit.FAILED_IDENTIFIES; i += 1) {
        const next = forgeries.next();
        if (next.done !== true) some.push(next.value);
      }
      if (some.length === 0) return;
      await tryOnOneConnection(net, some, tally, faults);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** As many as one connection may get wrong, at once. */
async function tryOnOneConnection(
  net: NetProcess,
  forgeries: readonly Forgery[],
  tally: Tally,
  faults: Faults,
): Promise<void> {
  const answers: Frame[] = [];
  const socket = await RawSocket.open(net.at.wsPort, {
    text: (payload) => {
      answers.push(JSON.parse(payload.toString()) as Frame);
      // HELLO, and an answer to each.
      if (answers.length > forgeries.length) void socket.close();
    },
  });
  const requests = forgeries.map(({ userId: user_id, token }) =>
    textFrame(JSON.stringify({ op: Op.IDENTIFY, d: { user_id, token } })),
  );
  socket.write(Buffer.concat(requests));
  const code = await socket.ended;
  tally.connections += 1;
  forgeries.forEach(({ kind, token, isTwin = false }, i) => {
    tally.tried += 1;
    if (isTwin) tally.twins += 1;
    const { op, d } = answers[i + 1] ?? {};
    if (op === Op.ERROR && (d as { code: number }).code === ErrorCode.TOKEN_INVALID) return;
    if (op !== Op.ERROR) tally.accepted += 1;
    faults.add(`${kind}: ${JSON.stringify(answers[i + 1])} for ${token}`);
  });
  const isWhole = forgeries.length === Limit.FAILED_IDENTIFIES;
  faults.unless(
    !isWhole || code === CloseCode.IDENTIFY_FAILED,
    `${forgeries.length} failures on a connection, which ended with ${code}`,
  );
}
