import { describe, expect, it } from 'vitest';
import { jsonOf, tableOf, type Run } from './report.ts';

const run: Run = {
  machine: {
    cpu: 'A processor',
    cores: 2,
    memory_gb: 8,
    system: 'Linux',
    node: 'v20',
    compiler: null,
    load_before: 0,
  },
  missing: ['No C compiler.'],
  seconds: 1,
  measured: [
    { id: 'memory', value: 12.1 },
    { id: 'relay-c-2', why: 'needs the C relay' },
    { id: 'portable', value: 1.05, spread: [1, 1.1] },
  ],
};

describe('the report', () => {
  it('shows rows in the order of the table, each with its verdict', () => {
    const rows = tableOf(run).split('\n').slice(-3);
    expect(rows[0]).toMatch(/C sendto.*≥ 0\.95 +not available: needs the C relay$/);
    expect(rows[1]).toMatch(/portable.*≥ 1\.05 +1\.050 +1\.000 to 1\.100 +ok$/);
    expect(rows[2]).toMatch(/memory.*≤ 12 kB +12\.1 +missed$/);
  });

  it('says what the machine lacks', () => {
    expect(tableOf(run)).toContain('No C compiler.');
  });

  it('gives a machine the same', () => {
    const { rows } = JSON.parse(jsonOf(run)) as { rows: { id: string; verdict: string }[] };
    expect(rows.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['relay-c-2', 'not available'],
      ['portable', 'ok'],
      ['memory', 'missed'],
    ]);
  });
});
