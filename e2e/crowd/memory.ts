import type { CDPSession, ElectronApplication } from '@playwright/test';

/** Memory in MB, at a time in minutes. */
export type MemorySample = {
  readonly minute: number;
  /** JavaScript in the window, after its garbage was collected. */
  readonly heap: number;
  /** What the window's page holds of DOM nodes. */
  readonly nodes: number;
  /** All that the system counts for the main process. */
  readonly main: number;
};

const MB = 1_000_000;

/** @param cdp a session with the page, in which `Performance` is on */
export async function sampleMemory(
  app: ElectronApplication,
  cdp: CDPSession,
  minute: number,
): Promise<MemorySample> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((row) => row.name === name)?.value ?? NaN;
  const rss = await app.evaluate(() => process.memoryUsage().rss);
  const [heap, nodes] = [metric('JSHeapUsedSize') / MB, metric('Nodes')];
  return { minute, heap, nodes, main: rss / MB };
}

export type Trend = {
  /** MB a minute, as the straight line that fits best has it. */
  readonly slope: number;
  /** How much that line grows from its first sample to its last, as a share of where it began. */
  readonly growth: number;
  readonly isSteady: boolean;
};

/** Growth that still counts as none. */
const STEADY = 0.05;

/** How a figure goes once the first third of the time has passed, in which what is kept fills up. */
export function trend(samples: readonly MemorySample[], figure: 'heap' | 'main'): Trend {
  const end = samples.at(-1)?.minute ?? 0;
  const rest = samples.filter(({ minute }) => minute >= end / 3);
  const mean = (of: (sample: MemorySample) => number): number =>
    rest.reduce((sum, sample) => sum + of(sample), 0) / rest.length;
  const [x, y] = [mean(({ minute }) => minute), mean((sample) => sample[figure])];
  const spread = mean(({ minute }) => (minute - x) ** 2);
  const slope = mean((sample) => (sample.minute - x) * (sample[figure] - y)) / spread;
  const first = y + slope * ((rest[0]?.minute ?? 0) - x);
  const growth = (slope * (end - (rest[0]?.minute ?? 0))) / first;
  return { slope, growth, isSteady: growth < STEADY };
}
