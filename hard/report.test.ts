import { describe, expect, it } from 'vitest';
import { jsonOf, linesOf, wrongWith, type Finished } from './report.ts';

const row = {
  name: 'churn',
  what: '',
  bar: 'nothing left',
  run: () => Promise.reject(new Error()),
};
const result = { did: '2,000 radios', figures: { heap_grown: 0.0123, sessions_left: 0 } };
const base = { row, seed: 7, seconds: 1.25, timed: true };
const good: Finished = { ...base, result: { ...result, faults: [] } };
const bad: Finished = { ...base, result: { ...result, faults: ['a timer'], missed: ['heap'] } };

describe('the report of a row', () => {
  it('is one line where all is well', () => {
    expect(linesOf(good, 6)).toBe(
      'ok      churn   2,000 radios; heap_grown 0.012, sessions_left 0; bar: nothing left; seed 7; 1.3 s',
    );
  });

  it('tells what is wrong below it', () => {
    expect(linesOf(bad, 6)).toMatch(/^MISSED {2}churn .*\n {8}a timer\n {8}heap$/);
  });

  it('lets bars of speed and memory count only where that is wanted', () => {
    expect(wrongWith(bad)).toEqual(['a timer', 'heap']);
    expect(wrongWith({ ...bad, timed: false })).toEqual(['a timer']);
  });

  it('tells of a row that came to no end', () => {
    const failed: Finished = { ...base, result: { failed: 'the server ended' } };
    expect(linesOf(failed, 6)).toContain('the server ended');
    expect(JSON.parse(jsonOf(failed))).toMatchObject({ ok: false, wrong: ['the server ended'] });
  });

  it('is an object for machines', () => {
    expect(JSON.parse(jsonOf(good))).toEqual({
      name: 'churn',
      ok: true,
      did: '2,000 radios',
      figures: { heap_grown: 0.0123, sessions_left: 0 },
      bar: 'nothing left',
      wrong: [],
      skipped: [],
      seed: 7,
      seconds: 1.25,
    });
  });
});
