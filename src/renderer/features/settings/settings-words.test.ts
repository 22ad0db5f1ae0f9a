import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { SETTING_FIELDS, settingAt } from '../../../contract/setting-fields.ts';
import { SETTING_RULES } from '../../../contract/settings.ts';
import { en } from '../../i18n/en.ts';
import { createFormat } from '../../i18n/format.ts';
import { ko } from '../../i18n/ko.ts';
import { allowedText, changedValue, faultText, timeText, valueText } from './setting-words.ts';

const LANGUAGES = { en, ko };

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    defaultNS: 'words',
    resources: { en: { words: en }, ko: { words: ko } },
    interpolation: { escapeValue: false },
  });
});

it.each(SETTING_FIELDS.map(({ name }) => name))('%s has its words in both languages', (name) => {
  for (const { settings } of Object.values(LANGUAGES)) {
    for (const texts of [settings.label, settings.why]) {
      expect(settingAt(texts, name)).toEqual(expect.stringMatching(/\S/));
    }
  }
});

it('has words for every choice, every rule, and no setting that is gone', () => {
  for (const { settings } of Object.values(LANGUAGES)) {
    const choices = SETTING_FIELDS.flatMap((field) => field.choices);
    expect(Object.keys(settings.choices).sort()).toEqual([...new Set(choices)].sort());
    expect(Object.keys(settings.rule).sort()).toEqual([...SETTING_RULES].sort());
    for (const texts of [settings.label, settings.why]) {
      const names = Object.entries(texts).flatMap(([outer, inner]) =>
        typeof inner === 'string' ? [outer] : Object.keys(inner).map((key) => `${outer}.${key}`),
      );
      expect(names.sort()).toEqual(SETTING_FIELDS.map(({ name }) => name).sort());
    }
  }
});

const field = (wanted: string) => {
  const found = SETTING_FIELDS.find(({ name }) => name === wanted);
  if (!found) throw new Error(`no setting ${wanted}`);
  return found;
};

it('writes both sides of a change as values, and what it cannot read as it is', () => {
  const words = { t: i18next.t, format: createFormat('en') };
  expect(changedValue(words, 'identify_timeout_ms', '10000')).toBe('10,000 ms');
  expect(changedValue(words, 'tls.enabled', 'false')).toBe('Off');
  expect(changedValue(words, 'channels[alpha]', null)).toBe('–');
  expect(changedValue(words, 'channels[alpha]', '{"capacity":3}')).toBe('{"capacity":3}');
  expect(changedValue(words, 'tls.cert_file', '"/a/very/long/path…')).toBe('"/a/very/long/path…');
});

it('writes a unit in Hangul onto its figure', () => {
  const words = { t: i18next.getFixedT('ko'), format: createFormat('ko') };
  expect(valueText(words, field('journal.keep_days'), 90)).toBe('90일');
  expect(valueText(words, field('journal.max_mb'), 512)).toBe('512 MiB');
});

it('writes values, ranges and times as people read them', () => {
  const words = { t: i18next.t, format: createFormat('en') };
  expect(valueText(words, field('ws_port'), 8080)).toBe('8080');
  expect(valueText(words, field('limits.sessions'), 5000)).toBe('5,000');
  expect(valueText(words, field('journal.max_mb'), 512)).toBe('512 MiB');
  expect(valueText(words, field('tls.cert_file'), null)).toBe('none');
  expect(valueText(words, field('media.latch'), 'any-ip')).toBe('Any IP');
  expect(allowedText(words, field('journal.keep_days'))).toBe('Allowed: 1 to 3,650 days');
  expect(timeText(words, field('heartbeat_interval_ms'), 10_000)).toBe('= 10 s');
  expect(timeText(words, field('resume_window_ms'), '120000')).toBe('= 2 min');
  expect(timeText(words, field('resume_window_ms'), 500)).toBeNull();
  expect(timeText(words, field('ws_port'), 8080)).toBeNull();
});

it('says what is wrong: the value, and what would be right', () => {
  const words = { t: i18next.t, format: createFormat('en') };
  const fault = (name: string, params = {}) => ({
    ...{ field: name, got: '70000', reason: 'in English', params },
  });
  expect(faultText(words, fault('ws_port'), [])).toBe('Got 70000. Allowed: 0 to 65535');
  const rule = { rule: 'more_than', other: 'heartbeat_interval_ms', least: 10_000 };
  expect(faultText(words, fault('suspect_after_ms', rule), [])).toBe(
    'Has to be more than “Heartbeat every”, 10,000 ms.',
  );
  const preset = {
    channel_id: 'a',
    channel_name: 'Alpha',
    mode: 'open',
    srtp: 'optional',
  } as const;
  const presets = [{ ...preset, capacity: 0 }];
  expect(faultText(words, fault('channels[0].capacity'), presets)).toBe(
    'Alpha: A whole number from 1 to 100.',
  );
  expect(faultText(words, fault('settings'), [])).toBe('in English');
});
