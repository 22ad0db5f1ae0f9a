import type { SettingEdit } from '../../../contract/setting-changes.ts';
import type { SettingFault } from '../../../contract/setting-faults.ts';
import {
  SETTING_FIELDS,
  settingAt,
  type SettingField,
  type SettingName,
} from '../../../contract/setting-fields.ts';
import type { Settings } from '../../../contract/settings.ts';

/** What was typed and chosen, by the names of the settings; nothing for what is as it was. */
export type Draft = Readonly<Partial<Record<SettingName, unknown>>>;

const FIELDS = new Map(SETTING_FIELDS.map((field) => [field.name, field]));

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What a field means by what was typed into it. */
function meant({ kind, isOptional }: SettingField, typed: unknown): unknown {
  if (kind === 'number') return typed === '' ? NaN : Number(typed);
  if (kind === 'text' && isOptional && typed === '') return null;
  return typed;
}

/** A draft with another value; one that is what is saved is no change. */
export function edited(draft: Draft, saved: Settings, name: SettingName, typed: unknown): Draft {
  const field = FIELDS.get(name);
  const { [name]: _before, ...others } = draft;
  if (field === undefined) return draft;
  return isSame(meant(field, typed), settingAt(saved, name))
    ? others
    : { ...others, [name]: typed };
}

/** What is to be changed. A default is not written down: it may change with the version. */
export function editsOf(draft: Draft): SettingEdit[] {
  return (Object.keys(draft) as SettingName[]).flatMap((name) => {
    const field = FIELDS.get(name);
    if (field === undefined) return [];
    const value = meant(field, draft[name]);
    return [isSame(value, field.standard) ? { field: name } : { field: name, value }];
  });
}

/** What a field shows: what was typed, or what is saved. */
export function shownValue(draft: Draft, saved: Settings, name: SettingName): unknown {
  return name in draft ? draft[name] : settingAt(saved, name);
}

/** Whether a field shows its default. */
export function isStandard(field: SettingField, shown: unknown): boolean {
  return isSame(meant(field, shown), field.standard);
}

/** Whether a fault is about a setting: `channels[0].capacity` is about `channels`. */
export function faultIsOf({ field }: Pick<SettingFault, 'field'>, name: string): boolean {
  return field === name || field.startsWith(`${name}[`);
}
