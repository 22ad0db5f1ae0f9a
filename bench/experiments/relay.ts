import { NO_C_RELAY, type Bench, type Experiment, type Measured } from '../experiment.ts';
import type { RowId } from '../goals.ts';
import { Program, type Crowd } from '../programs.ts';
import { interleave, median, ratioOf } from '../rounds.ts';
import { costUs, openStage, withStages, type RelayKind, type Stage } from '../stage.ts';

type Comparison = {
  readonly id: RowId;
  readonly size: 50 | 10 | 2;
  readonly ours: RelayKind;
  readonly baseline: RelayKind;
};

const COMPARISONS: readonly Comparison[] = [
  { id: 'relay-c-50', size: 50, ours: 'relay', baseline: 'c' },
  { id: 'relay-c-10', size: 10, ours: 'relay', baseline: 'c' },
  { id: 'relay-c-2', size: 2, ours: 'relay', baseline: 'c' },
  { id: 'relay-naive-50', size: 50, ours: 'relay', baseline: 'naive' },
  { id: 'relay-naive-2', size: 2, ours: 'relay', baseline: 'naive' },
  { id: 'portable', size: 50, ours: 'portable', baseline: 'naive' },
];

/** A hundred radios, each that listens with a socket of its own. */
const CROWDS: Readonly<Record<Comparison['size'], Crowd>> = {
  50: { members: 100, size: 50, sockets: 98 },
  10: { members: 100, size: 10, sockets: 90 },
  2: { members: 100, size: 2, sockets: 50 },
};

const ROUND_MS = 400;
const ROUNDS = { warmUps: 3, rounds: 9 };

/** CPU per packet of relays that are flooded in turn. */
export const relayExperiment: Experiment = {
  rows: COMPARISONS.map(({ id }) => id),
  run: async (bench, wanted) => {
    const chosen = COMPARISONS.filter(({ id }) => wanted.has(id));
    const possible = chosen.filter(({ baseline }) => baseline !== 'c' || bench.cRelay !== null);
    const results: Measured[] = chosen
      .filter((comparison) => !possible.includes(comparison))
      .map(({ id }) => ({ id, why: NO_C_RELAY }));
    for (const size of [50, 10, 2] as const) {
      results.push(
        ...(await compare(
          bench,
          possible.filter((comparison) => comparison.size === size),
        )),
      );
    }
    return results;
  },
};

/** Everybody who is compared at one size takes part in the same rounds. */
async function compare(bench: Bench, comparisons: readonly Comparison[]): Promise<Measured[]> {
  const [first] = comparisons;
  if (first === undefined) return [];
  const kinds = [...new Set(comparisons.flatMap(({ ours, baseline }) => [ours, baseline]))];
  const open = (kind: RelayKind) => openStage(bench, kind, CROWDS[first.size]);
  return withStages(kinds, open, async (stages) => {
    const measures = kinds.map((kind) => [kind, () => costUs(stages[kind], ROUND_MS)]);
    const costs = await interleave(
      Object.fromEntries(measures) as Record<RelayKind, () => Promise<number>>,
      ROUNDS,
    );
    const results: Measured[] = [];
    for (const { id, ours, baseline } of comparisons) {
      const details = {
        us_per_packet: median(costs[ours]),
        baseline_us_per_packet: median(costs[baseline]),
        busy: median(stages[ours].busy),
        baseline_busy: median(stages[baseline].busy),
      };
      const note = `through ${await backEndOf(stages[ours])}`;
      results.push({ id, ...ratioOf(costs[baseline], costs[ours]), details, note });
    }
    return results;
  });
}

async function backEndOf({ relay }: Stage): Promise<string> {
  return relay instanceof Program ? relay.ask<string>('backEnd') : 'sendto';
}
