import type { Measured } from './experiment.ts';
import { GOALS, type Goal } from './goals.ts';
import type { Machine } from './machine.ts';

type Verdict = 'ok' | 'missed' | 'not available';

function verdictOf({ goal, better }: Goal, measured: Measured): Verdict {
  if ('why' in measured) return 'not available';
  const isReached = better === 'higher' ? measured.value >= goal : measured.value <= goal;
  return isReached ? 'ok' : 'missed';
}

export type Run = {
  readonly machine: Machine;
  readonly missing: readonly string[];
  readonly seconds: number;
  readonly measured: readonly Measured[];
};

/** For machines. */
export function jsonOf({ machine, missing, seconds, measured }: Run): string {
  const rows = inOrder(measured).map(([goal, row]) => ({
    ...goal,
    verdict: verdictOf(goal, row),
    ...row,
  }));
  return JSON.stringify({ machine, missing, seconds, rows }, null, 2);
}

/** For people. */
export function tableOf({ machine, missing, seconds, measured }: Run): string {
  const head = ['', 'goal', 'measured', 'middle half', ''];
  const rows = inOrder(measured).map(([goal, row]) => rowOf(goal, row));
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) =>
        i === 0 || i === 4 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const { cpu, cores, memory_gb, system, node, compiler, load_before } = machine;
  return [
    `${cores} × ${cpu}, ${memory_gb} GB, ${system}, Node ${node}, ${compiler ?? 'no C compiler'}`,
    `load before the run ${load_before.toFixed(1)}; the run took ${Math.round(seconds)} s`,
    ...missing,
    '',
    ...[head, ...rows].map(line),
  ].join('\n');
}

function rowOf(goal: Goal, row: Measured): string[] {
  const bound = `${goal.better === 'higher' ? '≥' : '≤'} ${goal.goal}${goal.unit ? ` ${goal.unit}` : ''}`;
  const verdict = verdictOf(goal, row);
  if ('why' in row) return [goal.what, bound, '', '', `${verdict}: ${row.why}`];
  const spread = row.spread?.map(shown).join(' to ') ?? '';
  return [
    goal.what,
    bound,
    shown(row.value),
    spread,
    row.note ? `${verdict}, ${row.note}` : verdict,
  ];
}

function shown(value: number): string {
  return value.toFixed(value < 5 ? 3 : 1);
}

function inOrder(measured: readonly Measured[]): [Goal, Measured][] {
  return GOALS.flatMap((goal): [Goal, Measured][] => {
    const row = measured.find(({ id }) => id === goal.id);
    return row ? [[goal, row]] : [];
  });
}
