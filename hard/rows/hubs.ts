import fc from 'fast-check';
import { CloseCode } from '../../src/contract/errors.ts';
import { difference, disagreements } from '../hubs/agree.ts';
import { Model } from '../hubs/model.ts';
import { Stage } from '../hubs/stage.ts';
import { anyStep, ROOM, take, type Pair, type Step } from '../hubs/steps.ts';
import { partOf, type Row } from '../row.ts';

const RUNS = 5_000;
const STEPS = 100;
/** They cost little. */
const LEAST_RUNS = 50;

export const hubsRow: Row = {
  name: 'hubs',
  what: 'random log-ins, joins, leaves, kicks, expiries, take-overs, resumes, deletes, revocations',
  bar: 'three hubs and the model always agree, every event heard once and in order, empty at the end',
  run: ({ share, seed }) => {
    const numRuns = partOf(RUNS, share, LEAST_RUNS);
    const done = { resumed: 0, replayed: 0, sessions: 0, most: 0 };
    const steps = fc.array(anyStep, { minLength: STEPS, maxLength: STEPS });
    const property = fc.property(steps, (list) => {
      const pair = play(list);
      done.sessions += pair.logins.length;
      for (const { oldLinks, replayed } of pair.logins) {
        done.resumed += oldLinks.length;
        done.replayed += replayed;
      }
      done.most = Math.max(done.most, pair.mostMemberships);
    });
    const details = fc.check(property, { numRuns, seed: seed | 0 });
    return Promise.resolve({
      did: `${details.numRuns} runs of ${STEPS} steps`,
      figures: {
        log_ins: done.sessions,
        resumed: done.resumed,
        events_replayed: done.replayed,
        most_memberships_at_once: done.most,
      },
      faults: details.failed ? [told(details)] : [],
    });
  },
};

/** @throws Error at the first step after which anything disagrees */
function play(steps: readonly Step[]): Pair & { readonly mostMemberships: number } {
  const stage = new Stage(ROOM);
  const pair: Pair = { stage, model: new Model(ROOM), logins: [] };
  let mostMemberships = 0;
  steps.forEach((step, index) => {
    const differs = take(pair, step);
    const wrong = [...(differs === undefined ? [] : [differs]), ...compare(pair)];
    if (wrong.length > 0) throw new Error(`after step ${index}, ${step.do}: ${wrong.join('; ')}`);
    mostMemberships = Math.max(mostMemberships, stage.net.peers.size);
  });
  leaveNothing(pair);
  return { ...pair, mostMemberships };
}

/** What the hubs say against each other and against the model. */
function compare({ stage: { net, relay }, model, logins }: Pair): string[] {
  const wrong = disagreements(net, relay.peers);
  const memberships = [...net.peers].map(
    ({ channelId, userId, ssrc }) => `${channelId} / ${userId} / ${ssrc}`,
  );
  wrong.push(...difference('the net', model.memberships(), new Set(memberships)));
  const users = new Set([...model.users].map(([userId, { state }]) => `${userId}, ${state}`));
  const sessions = new Set([...net.users].map(({ userId, state }) => `${userId}, ${state}`));
  wrong.push(...difference('the users', users, sessions));
  const channels = new Set([...net.channels].map(({ id }) => id));
  wrong.push(...difference('the channels', new Set(model.channels.keys()), channels));
  for (const login of logins) {
    const { session, link } = login;
    const differs = net.users.has(session) && session.lost === null ? login.differs() : null;
    if (differs !== null) wrong.push(`${session.userId} ${differs}`);
    if (net.users.has(session) && link.codes.length > 0) {
      wrong.push(`${session.userId} was closed with ${link.codes.join()} and is still there`);
    }
  }
  return wrong;
}

/** Everybody goes, every channel goes: nothing may stay. */
function leaveNothing({ stage: { net, relay, reaper, clock } }: Pair): void {
  for (const session of [...net.users]) net.endSession(session, CloseCode.GOING_AWAY);
  const held = [...net.channels].filter(({ members }) => members.size > 0);
  if (held.length > 0 || net.peers.size > 0) throw new Error('members are left without a session');
  for (const { id } of [...net.channels]) net.deleteChannel('operator', id);
  reaper.stop();
  const left = [net.users.size, net.channels.size, net.peers.size, relay.peers.size, clock.running];
  if (left.some((count) => count > 0)) throw new Error(`left at the end: ${left.join(', ')}`);
}

/** The shortest way to the fault that was found. */
function told({ counterexample, errorInstance }: fc.RunDetails<[Step[]]>): string {
  const [steps = []] = counterexample ?? [];
  const way = steps.filter((step) => step.do !== 'nothing');
  const words = way.map((step) => `${step.do}(${step.a}, ${step.b}, ${step.c})`);
  return `${String(errorInstance)}\n        by ${words.join(' ')}`;
}
