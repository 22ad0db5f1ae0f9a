import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { EventView } from '../../contract/events.ts';
import { alarmText } from './alarm-text.ts';
import { en } from './en.ts';
import { eventText } from './event-text.ts';
import type { Format } from './format.ts';
import { ko } from './ko.ts';

const format = { day: String, number: String } as unknown as Format;
const event: EventView = {
  ...{ id: 1, at: 0, kind: 'sanction.added', by: 'operator', user: 'eve' },
  ...{ channel: null, ssrc: null, jti: null, address: null },
  detail: { kind: 'ban', reason: 'noise', until: null },
};

beforeAll(async () => {
  await i18next.init({
    defaultNS: 'words',
    resources: { en: { words: en }, ko: { words: ko } },
    interpolation: { escapeValue: false },
  });
});

it.each([
  ['en', 'Ban for eve'],
  ['ko', 'eve 차단'],
])('tells of a ban with all its values in %s', async (language, words) => {
  await i18next.changeLanguage(language);
  const text = eventText(i18next.t, format, event);
  expect(text).toContain(words);
  expect(text).toMatch(/: noise$/);
  expect(text).not.toContain('{{');
});

it.each([
  ['en', 'Alarm acknowledged: eve does not answer any more.'],
  ['ko', '경보 확인: eve 무전기가 응답하지 않습니다.'],
])('tells of an alarm in its own words in %s', async (language, words) => {
  await i18next.changeLanguage(language);
  const detail = { alarm: 'zombie', params: { user_id: 'eve' } };
  const text = eventText(i18next.t, format, { ...event, kind: 'alarm.acknowledged', detail });
  expect(text).toBe(words);
});

it.each([
  ['en', 'lost its network', 'has a network again'],
  ['ko', '네트워크가 끊겨', '네트워크가 다시'],
])('tells a network that went and came from an address that changed in %s', async (...words) => {
  const [language, ...wanted] = words;
  await i18next.changeLanguage(language);
  const change = (from: string, to: string) =>
    alarmText(i18next.t, { kind: 'address_changed', params: { from, to } });
  expect(change('ws://a', '')).toContain(wanted[0]);
  expect(change('', 'ws://b')).toContain(wanted[1]);
  expect(change('ws://a', 'ws://b')).not.toContain(wanted[1]);
});
