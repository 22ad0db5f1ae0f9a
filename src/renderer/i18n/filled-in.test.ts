import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { filledIn } from './filled-in.ts';

const words = i18next.createInstance();

beforeAll(() =>
  words.use(filledIn).init({
    lng: 'en',
    resources: { en: { words: en } },
    defaultNS: 'words',
    interpolation: { escapeValue: false, alwaysFormat: true },
  }),
);

describe('what stands in a blank', () => {
  it('has its thousands where it is a quantity', () => {
    expect(words.t('radios.summary', { count: 1_000 })).toBe('1,000 radios logged in');
    expect(words.t('radios.found', { count: 1, total: 2_000 })).toBe('1 of 2,000 radios');
  });

  it('is left as it is where it is a name, be it a number', () => {
    const port = { what: 'Media', protocol: 'UDP', port: 8081 };
    expect(words.t('check.ports.taken', { ...port, program: 'x', pid: 22728 })).toBe(
      'Media: UDP 8081, taken by x (process 22728)',
    );
  });
});
