import { describe, expect, it } from 'vitest';
import type { AlarmSeverity, AlarmView } from '../../../contract/alarms.ts';
import { loudness } from './loudness.ts';
import { PATTERNS, patternLength } from './patterns.ts';
import { isQuiet, type QuietHours } from './quiet-hours.ts';
import type { ToneChoices } from './tone-choices.ts';
import { ToneWatch } from './tone-watch.ts';

const at = (hour: number, minute = 0): number => new Date(2026, 10, 24, hour, minute).getTime();
const night: QuietHours = { on: true, from: '22:00', to: '06:00', critical: 'softly' };

describe('the tones', () => {
  it('are short, and told apart by rhythm and height', () => {
    for (const beeps of Object.values(PATTERNS)) expect(patternLength(beeps)).toBeLessThan(1.5);
    const { critical, warning } = PATTERNS;
    expect(critical.length).not.toBe(warning.length);
    const heights = new Set(critical.map(({ hz }) => hz));
    expect(warning.some(({ hz }) => heights.has(hz))).toBe(false);
  });
});

describe('quiet hours', () => {
  it.each([
    [21, 59, false],
    [22, 0, true],
    [0, 0, true],
    [5, 59, true],
    [6, 0, false],
  ])('over midnight, at %i:%i: %s', (hour, minute, quiet) => {
    expect(isQuiet(night, at(hour, minute))).toBe(quiet);
  });

  it('within a day, never from a time to the same, and not where they are off', () => {
    const noon = { ...night, from: '12:00', to: '13:00' };
    expect([at(11, 59), at(12), at(13)].map((now) => isQuiet(noon, now))).toEqual([
      ...[false, true, false],
    ]);
    expect(isQuiet({ ...noon, to: '12:00' }, at(12))).toBe(false);
    expect(isQuiet({ ...night, on: false }, at(23))).toBe(false);
  });
});

describe('how loud a tone is', () => {
  const choices: ToneChoices = { volume: 100, quiet: night, mutedUntil: 0 };

  it('is the volume by day, and less for a softer one', () => {
    expect(loudness('warning', choices, at(12))).toBe(1);
    expect(loudness('warning', { ...choices, volume: 50 }, at(12))).toBe(0.25);
  });

  it('is nothing in quiet hours but for the gravest, softly or not at all', () => {
    expect(loudness('warning', choices, at(23))).toBe(0);
    expect(loudness('critical', choices, at(23))).toBe(0.25);
    const silent = { ...night, critical: 'not_at_all' } as const;
    expect(loudness('critical', { ...choices, quiet: silent }, at(23))).toBe(0);
  });

  it('is nothing while tones are muted, and as before once that is over', () => {
    const muted = { ...choices, mutedUntil: at(12) };
    expect(loudness('critical', muted, at(12) - 1)).toBe(0);
    expect(loudness('critical', muted, at(12))).toBe(1);
  });
});

describe('when a tone sounds', () => {
  const alarm = (alarm_id: number, severity: AlarmSeverity, more: Partial<AlarmView> = {}) =>
    ({ alarm_id, severity, count: 1, acknowledged_at: null, ...more }) as AlarmView;
  const state = (...alarms: AlarmView[]) => ({
    alarms: new Map(alarms.map((one) => [one.alarm_id, one])),
    net: { state: 'on_air' as const },
  });

  /** The seconds at which something sounds, looking once a second. */
  function sounds(
    watch: ToneWatch,
    shown: Parameters<ToneWatch['look']>[0],
    from: number,
    to: number,
  ) {
    const heard: number[] = [];
    for (let second = from; second < to; second += 1) {
      if (watch.look(shown, second * 1_000) !== null) heard.push(second);
    }
    return heard;
  }

  it('a warning is heard once, and again when it comes again', () => {
    const watch = new ToneWatch();
    expect(watch.look(state(alarm(1, 'warning')), 0)).toBe('warning');
    expect(sounds(watch, state(alarm(1, 'warning')), 1, 3_600)).toEqual([]);
    expect(watch.look(state(alarm(1, 'warning', { count: 2 })), 3_600_000)).toBe('warning');
  });

  it('a swarm of warnings is one tone in ten seconds', () => {
    const watch = new ToneWatch();
    const heard: number[] = [];
    for (let second = 0; second < 25; second += 1) {
      if (watch.look(state(alarm(second, 'warning')), second * 1_000) !== null) heard.push(second);
    }
    expect(heard).toEqual([0, 10, 20]);
  });

  it('a warning that comes too soon after another is heard later, unless it is acknowledged', () => {
    const watch = new ToneWatch();
    const [one, two] = [alarm(1, 'warning'), alarm(2, 'warning')];
    expect(watch.look(state(one), 0)).toBe('warning');
    expect(sounds(watch, state(one, two), 1, 60)).toEqual([10]);
    const again = alarm(2, 'warning', { count: 2 });
    expect(sounds(watch, state(again), 12, 15)).toEqual([]);
    expect(sounds(watch, state(alarm(2, 'warning', { acknowledged_at: 1 })), 15, 60)).toEqual([]);
  });

  it('a critical one sounds again and again, more seldom after a minute, until acknowledged', () => {
    const watch = new ToneWatch();
    const grave = alarm(1, 'critical');
    expect(sounds(watch, state(grave), 0, 21)).toEqual([0, 5, 10, 15, 20]);
    expect(sounds(watch, state(grave), 21, 100)).toEqual([
      ...[25, 30, 35, 40, 45, 50, 55],
      ...[70, 85],
    ]);
    const known = alarm(1, 'critical', { acknowledged_at: 5 });
    expect(sounds(watch, state(known), 100, 200)).toEqual([]);
    expect(watch.look(state(grave), 200_000)).toBe('critical');
  });

  it('goes on after what it is about is over, as long as nobody knows of it', () => {
    const watch = new ToneWatch();
    const over = state(alarm(1, 'critical', { ended_at: 1 }));
    expect(sounds(watch, over, 0, 11)).toEqual([0, 5, 10]);
  });

  it('a second critical one sounds at once, and a warning is not heard beside it', () => {
    const watch = new ToneWatch();
    expect(watch.look(state(alarm(1, 'critical')), 0)).toBe('critical');
    const two = state(alarm(1, 'critical'), alarm(2, 'critical'), alarm(3, 'warning'));
    expect(watch.look(two, 2_000)).toBe('critical');
    expect(watch.look(two, 3_000)).toBeNull();
  });

  it('a net that is down sounds for a minute, as nobody can acknowledge it', () => {
    const watch = new ToneWatch();
    const down = { alarms: new Map(), net: { state: 'failed' as const } };
    const heard = sounds(watch, down, 0, 600);
    expect(heard[0]).toBe(0);
    expect(heard.at(-1)).toBe(55);
    expect(watch.look(state(), 600_000)).toBeNull();
    expect(watch.look(down, 700_000)).toBe('critical');
  });
});
