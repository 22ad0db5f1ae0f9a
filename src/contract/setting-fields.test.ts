import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingChange, settingChanges, withEdits } from './setting-changes.ts';
import { settingFaults } from './setting-faults.ts';
import { SETTING_FIELDS, SETTING_GROUPS, settingAt } from './setting-fields.ts';
import { SETTING_RULES, settings } from './settings.ts';

/** Every leaf of the settings by its name; a list counts as one. */
function leaves(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? leaves(child, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}

const standard = settings.parse({});

describe('the fields of a form', () => {
  it('are all that the schema has, each with its default', () => {
    expect(SETTING_FIELDS.map(({ name }) => name).sort()).toEqual(leaves(standard).sort());
    for (const field of SETTING_FIELDS) {
      expect(field.standard, field.name).toEqual(settingAt(standard, field.name));
      expect(SETTING_GROUPS).toContain(field.group);
      expect(field.meaning, field.name).not.toBe('');
    }
  });

  it('know ranges, choices and units', () => {
    const field = (wanted: string) => SETTING_FIELDS.find(({ name }) => name === wanted);
    expect(field('ws_port')).toMatchObject({ kind: 'number', range: [0, 65_535], unit: null });
    expect(field('resume_window_ms')).toMatchObject({ group: 'times', unit: 'ms' });
    expect(field('media.latch')).toMatchObject({ kind: 'choice', choices: ['same-ip', 'any-ip'] });
    expect(field('tls.cert_file')).toMatchObject({ kind: 'text', isOptional: true });
    expect(field('host')).toMatchObject({ kind: 'text', isOptional: false, group: 'network' });
    expect(field('channels')).toMatchObject({ kind: 'channels', isLive: true });
    for (const { kind, range } of SETTING_FIELDS)
      if (kind === 'number') expect(range).toHaveLength(2);
  });
});

describe('changes', () => {
  it('are told one by one, channels by their ids', () => {
    const channel = { channel_id: 'a', channel_name: 'Alpha' };
    const before = settings.parse({ channels: [channel, { ...channel, channel_id: 'b' }] });
    const after = settings.parse({
      limits: { sessions: 7 },
      channels: [
        { ...channel, capacity: 5 },
        { ...channel, channel_id: 'c' },
      ],
    });
    const changes = settingChanges(before, after);
    expect(changes.map(({ field }) => field)).toEqual([
      ...['channels[a]', 'channels[b]', 'channels[c]', 'limits.sessions'],
    ]);
    expect(changes[1]).toMatchObject({ to: null });
    expect(changes[2]).toMatchObject({ from: null });
    expect(changes[3]).toEqual({ field: 'limits.sessions', from: '5000', to: '7' });
    expect(settingChanges(after, after)).toEqual([]);
  });

  it('are short enough for an event, whatever is in them', () => {
    const long = { channel_id: 'x'.repeat(128), channel_name: '가'.repeat(85) };
    const after = settings.parse({
      channels: [long],
      tls: { cert_file: 'c'.repeat(999), key_file: 'k' },
    });
    for (const change of settingChanges(standard, after)) settingChange.parse(change);
  });

  it('take settings of a version that knew fewer', () => {
    expect(settingChanges({ ws_port: 8080 }, standard)).toHaveLength(SETTING_FIELDS.length - 2);
  });
});

describe('edits', () => {
  it('change what they name and leave the rest; without a value a setting is left out', () => {
    const input = { ws_port: 1, limits: { sessions: 5, connections: 6 } };
    const edits = [
      { field: 'limits.sessions' },
      { field: 'tls.enabled', value: false },
      { field: 'ws_port', value: 2 },
    ] as const;
    expect(withEdits(input, edits)).toEqual({
      ...{ ws_port: 2, limits: { connections: 6 }, tls: { enabled: false } },
    });
    expect(input).toEqual({ ws_port: 1, limits: { sessions: 5, connections: 6 } });
    expect(withEdits({ limits: { sessions: 5 } }, [edits[0]])).toEqual({});
  });
});

describe('faults', () => {
  const faults = (input: unknown) => {
    const { error } = settings.safeParse(input);
    return error instanceof z.ZodError ? settingFaults(error, input) : [];
  };

  it('name the field, the value and what would be right', () => {
    expect(faults({ ws_port: 70_000, limits: { sessions: 0 } })).toMatchObject([
      { field: 'ws_port', got: '70000', reason: 'ws_port: got 70000, expected at most 65535' },
      { field: 'limits.sessions', got: '0' },
    ]);
    expect(faults({ wsport: 1 })).toMatchObject([{ field: 'settings' }]);
  });

  it.each([
    [{ plain_ws: false, tls: { enabled: false } }, 'plain_ws', 'one_way_in'],
    [{ tls: { cert_file: 'a.pem' } }, 'tls.key_file', 'both'],
    [{ tls: { key_file: 'a.pem' } }, 'tls.cert_file', 'both'],
    [{ wss_port: 8080 }, 'wss_port', 'another_port'],
    [{ suspect_after_ms: 9_000 }, 'suspect_after_ms', 'more_than'],
    [{ zombie_after_ms: 20_000 }, 'zombie_after_ms', 'more_than_twice'],
    [
      { channels: ['a', 'a'].map((id) => ({ channel_id: id, channel_name: 'x' })) },
      'channels',
      'ids_once',
    ],
  ])('%j breaks a rule that has words', (input, field, rule) => {
    const [fault] = faults(input);
    expect(fault).toMatchObject({ field, params: { rule } });
    expect(SETTING_RULES).toContain(rule);
  });
});
