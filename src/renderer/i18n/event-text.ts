import type { TFunction } from 'i18next';
import { BY_NET, OPERATOR, type EventView } from '../../contract/events.ts';
import type { SettingChange } from '../../contract/setting-changes.ts';
import { alarmText, type ToldAlarm } from './alarm-text.ts';
import { clockDuration, type Format } from './format.ts';

/** Values of an event that have words of their own. */
const WORDS = ['why', 'role', 'fault', 'sanction', 'latched_by'] as const;
type Worded = (typeof WORDS)[number];

/** What happened, in the language of the window. */
export function eventText(t: TFunction, format: Format, event: EventView): string {
  const { user, channel, jti, address } = event;
  const dash = t('common.unknown');
  const about = {
    user: user ?? dash,
    channel: channel ?? dash,
    address: address ?? dash,
    whom: user ?? jti ?? address ?? dash,
  };
  const detail = Object.entries(event.detail).map(([name, value]) => [
    wordOf(event, name),
    shown(t, format, nameOf(event, name), value),
  ]);
  const { changes, alarm, params } = event.detail;
  if (alarm !== undefined) {
    detail.push(['alarm', alarmText(t, { kind: alarm, params } as ToldAlarm)]);
  }
  if (Array.isArray(changes)) detail.push(['fields', changesText(t, changes as SettingChange[])]);
  const replace = { ...about, ...(Object.fromEntries(detail) as Record<string, string>) };
  return t(`events.text.${event.kind}`, { replace });
}

/** Which settings, from what to what. */
function changesText(t: TFunction, changes: readonly SettingChange[]): string {
  const dash = t('common.unknown');
  return changes
    .map(({ field, from, to }) => `${field}: ${from ?? dash} → ${to ?? dash}`)
    .join('; ');
}

/** Who did it. */
export function actorText(t: TFunction, by: string): string {
  if (by === OPERATOR) return t('events.by_operator');
  return by === BY_NET ? t('events.by_net') : by;
}

/** By what name a value stands in the text; some are also names of what every event has. */
function wordOf({ kind }: Pick<EventView, 'kind'>, name: string): string {
  if (kind === 'sanction.added' && name === 'reason') return 'because';
  if (kind === 'media.latched' && name === 'by') return 'latched_by';
  return name === 'kind' ? 'sanction' : name;
}

/** One name means different things in some kinds. */
function nameOf({ kind }: Pick<EventView, 'kind'>, name: string): string {
  if (name === 'reason' && (kind === 'journal.failing' || kind === 'journal.recovered')) {
    return 'fault';
  }
  return wordOf({ kind }, name);
}

function shown(t: TFunction, format: Format, name: string, value: unknown): string {
  if (name === 'until' || name === 'expires_at') {
    if (typeof value === 'number') return t('events.until', { time: format.day(value) });
    return t('events.until_lifted');
  }
  if (name === 'because') return value === '' ? '' : `: ${String(value)}`;
  if (value === null) return t('common.unknown');
  if (name === 'ms' && typeof value === 'number') {
    if (value >= 60_000) return clockDuration(value);
    return t('events.seconds', { seconds: (value / 1_000).toFixed(1) });
  }
  if (name === 'started_at' && typeof value === 'number') return format.day(value);
  if (name === 'encrypted') return t(value === true ? 'events.encrypted' : 'events.plain');
  if (isWorded(name) && typeof value === 'string') return worded(t, name, value);
  if (typeof value === 'number')
    return name.endsWith('port') ? String(value) : format.number(value);
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isWorded(name: string): name is Worded {
  return WORDS.some((worded_) => worded_ === name);
}

const TABLE: Readonly<Partial<Record<Worded, string>>> = {
  role: 'role',
  fault: 'journal_fault',
  latched_by: 'media.latched_by',
};

function worded(t: TFunction, name: Worded, value: string): string {
  const table = TABLE[name] ?? `events.${name}`;
  // The tables are closed; a value of a later version stands for itself.
  return t(`${table}.${value}` as 'common.unknown', { defaultValue: value });
}
