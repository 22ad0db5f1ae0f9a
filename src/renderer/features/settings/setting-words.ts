import type { TFunction } from 'i18next';
import type { SettingFault } from '../../../contract/setting-faults.ts';
import {
  SETTING_FIELDS,
  type SettingField,
  type SettingName,
} from '../../../contract/setting-fields.ts';
import type { PresetChannel, SettingRule } from '../../../contract/settings.ts';
import type { Format } from '../../i18n/format.ts';

type Words = { readonly t: TFunction; readonly format: Format };

/** A number as this setting is written: ports have no thousands. */
function figure({ format }: Words, { name }: SettingField, value: number): string {
  return name.endsWith('_port') ? String(value) : format.number(value);
}

function withUnit({ t }: Words, { unit }: SettingField, text: string): string {
  if (unit === null) return text;
  const word = t(`settings.unit.${unit}`);
  // Korean writes a unit in Hangul onto its figure: 90일.
  return /^\p{Script=Hangul}/u.test(word) ? `${text}${word}` : `${text} ${word}`;
}

export function choiceText(t: TFunction, choice: string): string {
  // The choices are the schema's; one without words stands for itself.
  return t(`settings.choices.${choice}` as 'settings.choices.auto', { defaultValue: choice });
}

/** A value of a setting as people read it. */
export function valueText(words: Words, field: SettingField, value: unknown): string {
  const { t } = words;
  if (typeof value === 'number') return withUnit(words, field, figure(words, field, value));
  if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off');
  if (field.kind === 'choice' && typeof value === 'string') return choiceText(t, value);
  if (typeof value === 'string' && value !== '') return value;
  return t('settings.nothing_set');
}

/** What is allowed; nothing where the input itself allows nothing else. */
export function allowedText(words: Words, field: SettingField): string | null {
  if (field.range === null) return null;
  const [least, most] = field.range.map((end) => figure(words, field, end));
  const range = words.t('settings.range', { replace: { least, most } });
  return words.t('settings.allowed', { range: withUnit(words, field, range) });
}

/** A time as people say it, where milliseconds are too small for that. */
export function timeText({ t, format }: Words, field: SettingField, value: unknown): string | null {
  const ms = Number(value);
  if (field.unit !== 'ms' || value === '' || !Number.isFinite(ms) || ms < 1_000) return null;
  const minutes = ms / 60_000;
  if (Number.isInteger(minutes)) {
    return t('settings.minutes', { minutes: format.number(minutes) });
  }
  return t('settings.seconds', { seconds: format.number(ms / 1_000) });
}

/** What is wrong with a setting: the value, and what would be right. */
export function faultText(
  words: Words,
  fault: SettingFault,
  presets: readonly PresetChannel[],
): string {
  const { t } = words;
  const { rule, other, least, ...params } = fault.params;
  if (typeof rule === 'string') {
    const figures = typeof least === 'number' ? { least: words.format.number(least) } : {};
    const named = typeof other === 'string' ? { other: labelText(t, other as SettingName) } : {};
    return t(`settings.rule.${rule as SettingRule}`, {
      replace: { ...params, ...named, ...figures },
    });
  }
  const field = SETTING_FIELDS.find(({ name }) => name === fault.field);
  if (field !== undefined) {
    const allowed = allowedText(words, field) ?? fault.reason;
    return t('settings.got', { replace: { got: fault.got, allowed } });
  }
  const [, index, leaf] = /^channels\[(\d+)\]\.(\w+)$/.exec(fault.field) ?? [];
  if (leaf !== 'channel_id' && leaf !== 'channel_name' && leaf !== 'capacity') return fault.reason;
  const name = presets[Number(index)]?.channel_name ?? String(index);
  return t('settings.preset.fault', { name, why: t(`fields.${leaf}`) });
}

export function labelText(t: TFunction, name: SettingName): string {
  return t(`settings.label.${name}`);
}

/** What a change is about: one preset channel, `channels[alpha]`, has no label of its own. */
export function changedText(t: TFunction, field: string): string {
  const name = SETTING_FIELDS.find((setting) => setting.name === field)?.name;
  return name === undefined ? field : labelText(t, name);
}

/** One side of a change, which is told as JSON, as people read it. */
export function changedValue(words: Words, field: string, json: string | null): string {
  if (json === null) return words.t('common.unknown');
  const setting = SETTING_FIELDS.find(({ name }) => name === field);
  try {
    return setting === undefined ? json : valueText(words, setting, JSON.parse(json));
  } catch {
    // One that was too long to be told is cut off.
    return json;
  }
}

export function whyText(t: TFunction, name: SettingName): string {
  return t(`settings.why.${name}`);
}
