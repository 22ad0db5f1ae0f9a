import { readFileSync, rmSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** How long it took, and how long the thread ran for it, in µs. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** What the renderer's main thread did, in ms. */
export type TaskReport = {
  /** Share of the time in which it worked, 0 to 1. */
  readonly busy: number;
  readonly longest: number;
  /** The most that a task ran, without what other programs took of its time. */
  readonly longestCpu: number;
  readonly p99: number;
  /** Tasks over 50 ms. */
  readonly long: number;
};

const LONG_MS = 50;

/** Records every task of the renderer's main thread for a while. */
export async function recordTasks(app: ElectronApplication, ms: number): Promise<TaskReport> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'] }),
  );
  await new Promise((resolve) => setTimeout(resolve, ms));
  const file = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] };
  rmSync(file);
  const main = traceEvents.find(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const events = traceEvents.filter(
    ({ pid, tid, ph, name }) =>
      ph === 'X' && pid === main?.pid && tid === main.tid && name.endsWith('RunTask'),
  );
  const tasks = events.map(({ dur = 0 }) => dur / 1_000).sort((a, b) => a - b);
  return {
    busy: tasks.reduce((sum, task) => sum + task, 0) / ms,
    longest: tasks.at(-1) ?? 0,
    longestCpu: Math.max(...events.map(({ tdur = NaN }) => tdur / 1_000)),
    p99: tasks[Math.floor(0.99 * tasks.length)] ?? 0,
    long: tasks.filter((task) => task > LONG_MS).length,
  };
}
