import { z } from 'zod';
import { SETTING_FIELDS, settingAt, type SettingName } from './setting-fields.ts';
import type { Settings } from './settings.ts';

/** The longest value that an event repeats, in UTF-16 units. */
const SHOWN = 200;

const shown = z.string().max(SHOWN + 1);

/**
 * A setting that is not what it was, with its values as JSON; null for what is not there. Of the
 * preset channels each is told by itself: `channels[alpha]`.
 */
export const settingChange = z.strictObject({
  field: z.string().max(500),
  from: shown.nullable(),
  to: shown.nullable(),
});
export type SettingChange = z.infer<typeof settingChange>;

/** A setting to change; without a value it goes back to its default. */
export const settingEdit = z.strictObject({
  field: z.enum(SETTING_FIELDS.map(({ name }) => name) as [SettingName, ...SettingName[]]),
  value: z.unknown().optional(),
});
export type SettingEdit = z.infer<typeof settingEdit>;

/**
 * What is different, by the names of the settings.
 *
 * @param before settings of a version that may have known fewer of them
 */
export function settingChanges(before: unknown, after: Settings): SettingChange[] {
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => old.get(field) !== now.get(field))
    .sort()
    .map((field) => ({ field, from: cut(old.get(field)), to: cut(now.get(field)) }));
}

/** Settings as a file has them, with some changed; what goes back to its default is left out. */
export function withEdits(input: unknown, edits: readonly SettingEdit[]): Record<string, unknown> {
  let next = input as Record<string, unknown>;
  for (const { field, value } of edits) {
    const [outer = '', inner] = field.split('.');
    if (inner === undefined) next = placed(next, outer, value);
    else {
      const group = placed((next[outer] ?? {}) as Record<string, unknown>, inner, value);
      next = placed(next, outer, Object.keys(group).length === 0 ? undefined : group);
    }
  }
  return next;
}

function placed(
  target: Readonly<Record<string, unknown>>,
  key: string,
  value: unknown,
): Record<string, unknown> {
  const { [key]: _before, ...rest } = target;
  return value === undefined ? rest : { ...target, [key]: value };
}

/** Each setting as JSON, by its name. */
function flat(settings: unknown): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { name, kind } of SETTING_FIELDS) {
    const value = settingAt(settings, name);
    if (kind !== 'channels') {
      if (value !== undefined) fields.set(name, JSON.stringify(value));
      continue;
    }
    for (const channel of (value ?? []) as Settings['channels']) {
      const { channel_id: id, ...rest } = channel;
      fields.set(`${name}[${id}]`, JSON.stringify(rest));
    }
  }
  return fields;
}

function cut(json: string | undefined): string | null {
  if (json === undefined) return null;
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
}
