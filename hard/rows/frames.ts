import { Chance } from '../chance.ts';
import { attack, type Tally } from '../frames/attacker.ts';
import { HealthyRadio } from '../frames/healthy-radio.ts';
import { withNet } from '../net-process.ts';
import { Faults, partOf, type Row } from '../row.ts';

const FRAMES = 1_000_000;
const AT_ONCE = 24;
const CHANNEL = 'healthy';
/** How long the healthy radio may wait for an answer: the attackers share its machine. */
const MOST_WAIT_MS = 1_000;
const NOTE_EVERY = 100_000;

export const framesRow: Row = {
  name: 'frames',
  what: 'random JSON, binary, fragmented and invalid-UTF-8 frames',
  bar: 'nothing uncaught, every text answered, a healthy radio served throughout (within 1 s)',
  run: async ({ places, share, seed, note }) => {
    const frames = partOf(FRAMES, share, 1_000);
    const chance = new Chance(seed);
    const faults = new Faults();
    const tally: Tally = { frames: 0, texts: 0, answers: 0, connections: 0, endings: new Map() };
    const settings = { channels: [{ channel_id: CHANNEL, channel_name: 'Healthy' }] };
    const run = await withNet(places, settings, async (net) => {
      const healthy = await HealthyRadio.begin(net, CHANNEL, faults);
      let noted = 0;
      const work = async (): Promise<void> => {
        while (tally.frames < frames && faults.lines.length === 0) {
          await attack(net, chance.fork(), tally, faults);
          if (tally.frames < noted + NOTE_EVERY) continue;
          noted = tally.frames;
          note(`${noted} frames, ${tally.connections} connections`);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return healthy.end();
    });
    const { messages, slowestMs } = run.value;
    const endings = [...tally.endings].map(([code, count]) => [
      `closed_${code ?? 'by_reset'}`,
      count,
    ]);
    return {
      did: `${tally.frames} frames over ${tally.connections} connections`,
      figures: {
        texts: tally.texts,
        answers: tally.answers,
        ...(Object.fromEntries(endings) as Record<string, number>),
        healthy_messages: messages,
        healthy_slowest_ms: slowestMs,
      },
      faults: [...faults.lines, ...run.faults],
      missed:
        slowestMs < MOST_WAIT_MS ? [] : [`the healthy radio waited ${slowestMs.toFixed(0)} ms`],
    };
  },
};
