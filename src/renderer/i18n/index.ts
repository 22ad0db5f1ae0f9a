import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, type Words } from './en.ts';
import { filledIn } from './filled-in.ts';
import { ko } from './ko.ts';

declare module 'i18next' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merges with i18next's
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: Words };
  }
}

/** The languages of the window, each by its own name. */
export const LANGUAGES = { en: en.language.name, ko: ko.language.name } as const;
export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = 'livechat.language';

function firstLanguage(): Language {
  const wanted = localStorage.getItem(STORAGE_KEY) ?? navigator.language;
  return wanted.startsWith('ko') ? 'ko' : 'en';
}

/**
 * Makes the words available, in the language of last time or else that of the system.
 *
 * @param tell hears which language it is, now and whenever it changes
 */
export async function startI18n(tell: (language: Language) => void): Promise<void> {
  const markPage = (language: string): void => {
    document.documentElement.lang = language;
    tell(language === 'ko' ? 'ko' : 'en');
  };
  i18next.on('languageChanged', markPage);
  await i18next
    .use(initReactI18next)
    .use(filledIn)
    .init({
      lng: firstLanguage(),
      fallbackLng: 'en',
      defaultNS: 'words',
      resources: { en: { words: en }, ko: { words: ko } },
      interpolation: { escapeValue: false, alwaysFormat: true },
      initAsync: false,
    });
}

/** The language that is not on the screen. */
export function otherLanguage(): Language {
  return i18next.language === 'ko' ? 'en' : 'ko';
}

/** Changes the language, now and for the next start. */
export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language);
  await i18next.changeLanguage(language);
}
