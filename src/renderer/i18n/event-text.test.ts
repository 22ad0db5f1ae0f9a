import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { EventView } from '../../contract/events.ts';
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
