import { z } from 'zod';
import { settings, type Settings } from './settings.ts';

/**
 * Every setting as a form shows it: kind, unit, default and range all come from the schema, so that
 * whatever is added there is here too.
 */

type Names<K extends string, V> = V extends readonly unknown[] | string | number | boolean | null
  ? K
  : `${K}.${keyof V & string}`;

/** A setting by its name in the file: `ws_port`, `limits.sessions`. */
export type SettingName = {
  [K in keyof Settings]: Names<K, Settings[K]>;
}[keyof Settings];

/** What belongs together, in the order in which it is shown. */
export const SETTING_GROUPS = [
  ...(['network', 'tls', 'times', 'channels', 'media', 'limits', 'journal'] as const),
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** The units that names end in. */
const UNITS = { _ms: 'ms', _bytes: 'bytes', _mb: 'mib', _days: 'days' } as const;
export type SettingUnit = (typeof UNITS)[keyof typeof UNITS];

export type SettingField = {
  readonly name: SettingName;
  readonly group: SettingGroup;
  readonly kind: 'number' | 'switch' | 'choice' | 'text' | 'channels';
  readonly unit: SettingUnit | null;
  /** What it is without a word said. */
  readonly standard: unknown;
  /** The least and the most that a number may be. */
  readonly range: readonly [number, number] | null;
  readonly choices: readonly string[];
  /** Whether it may be left open, as null. */
  readonly isOptional: boolean;
  /** What it is for, as the schema says it in English. */
  readonly meaning: string;
  /** Whether a change takes effect at once, without a restart of the net. */
  readonly isLive: boolean;
};

/** The settings that a net on the air takes in at once; all others want it to be restarted. */
const LIVE: ReadonlySet<string> = new Set<SettingName>([
  'suspect_after_ms',
  'zombie_after_ms',
  'channels',
  'limits.connections',
  'limits.connections_per_address',
  'limits.sessions',
]);

/** As much of JSON Schema as the settings need. */
type Schema = {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
};

const KINDS: Readonly<Record<string, SettingField['kind']>> = {
  integer: 'number',
  boolean: 'switch',
  array: 'channels',
};

function groupOf(name: string): SettingGroup {
  const [first = '', inner] = name.split('.');
  const own = SETTING_GROUPS.find((group) => group === first);
  if (own !== undefined) return own;
  return inner === undefined && first.endsWith('_ms') ? 'times' : 'network';
}

function fieldsOf({ properties = {} }: Schema, prefix = ''): SettingField[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${prefix}${key}` as SettingName;
    if (schema.properties !== undefined) return fieldsOf(schema, `${name}.`);
    const { type = '', enum: choices, minimum, maximum } = schema;
    const suffix = Object.keys(UNITS).find((unit) => name.endsWith(unit));
    const isNumber = type === 'integer' && minimum !== undefined && maximum !== undefined;
    return {
      name,
      group: groupOf(name),
      kind: choices ? 'choice' : (KINDS[type] ?? 'text'),
      unit: suffix === undefined ? null : UNITS[suffix as keyof typeof UNITS],
      standard: schema.default,
      range: isNumber ? ([minimum, maximum] as const) : null,
      choices: choices ?? [],
      isOptional: schema.anyOf?.some((option) => option.type === 'null') ?? false,
      meaning: schema.description ?? '',
      isLive: LIVE.has(name),
    };
  });
}

export const SETTING_FIELDS: readonly SettingField[] = fieldsOf(
  z.toJSONSchema(settings, { io: 'input' }) as Schema,
);

/** The value of a setting; undefined where an input leaves it out. */
export function settingAt(input: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null
      ? (at as Readonly<Record<string, unknown>>)[key]
      : undefined;
  }, input);
}
