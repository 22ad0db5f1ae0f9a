import { NO_C_RELAY, type Experiment } from '../experiment.ts';
import { interleave, median } from '../rounds.ts';
import { costUs, openStage, withStages, type RelayKind } from '../stage.ts';

/** Channels of ten; every one of them is talked on, and every member's address is known. */
const FEW = { members: 10, size: 10, sockets: 9 };
const MANY = { members: 100_000, size: 10, sockets: 9 };

/** How much more a packet costs where very many peers are registered, next to a C relay. */
export const peersExperiment: Experiment = {
  rows: ['peers'],
  run: async (bench) => {
    if (bench.cRelay === null) return [{ id: 'peers', why: NO_C_RELAY }];
    const kinds = ['relay few', 'relay many', 'c few', 'c many'] as const;
    const open = (kind: (typeof kinds)[number]) => {
      const [who, crowd] = kind.split(' ') as [RelayKind, string];
      return openStage(bench, who, crowd === 'few' ? FEW : MANY);
    };
    return withStages(kinds, open, async (stages) => {
      const cost = (kind: (typeof kinds)[number]) => () => costUs(stages[kind], 400);
      const costs = await interleave(
        {
          'relay few': cost('relay few'),
          'relay many': cost('relay many'),
          'c few': cost('c few'),
          'c many': cost('c many'),
        },
        { warmUps: 2, rounds: 9 },
      );
      const growth = median(costs['relay many']) / median(costs['relay few']);
      const growthOfC = median(costs['c many']) / median(costs['c few']);
      return [
        { id: 'peers', value: growth / growthOfC, details: { growth, growth_of_c: growthOfC } },
      ];
    });
  },
};
