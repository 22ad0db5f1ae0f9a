import { SETTING_FIELDS } from '../../contract/setting-fields.ts';
import type { Settings } from '../../contract/settings.ts';

type Plain = readonly unknown[] | string | number | boolean | null;

/** A text for each setting, at its place in the settings file: none may be missing. */
export type SettingTexts = {
  readonly [K in keyof Settings]: Settings[K] extends Plain
    ? string
    : { readonly [Inner in keyof Settings[K]]: string };
};

/** What each setting is for, in the words of the schema, which the documents use as well. */
export function schemaMeanings(): SettingTexts {
  const texts: Record<string, string | Record<string, string>> = {};
  for (const { name, meaning } of SETTING_FIELDS) {
    const [outer = '', inner] = name.split('.');
    const text = sentence(meaning);
    if (inner === undefined) texts[outer] = text;
    else texts[outer] = { ...(texts[outer] as Record<string, string> | undefined), [inner]: text };
  }
  return texts as SettingTexts;
}

function sentence(text: string): string {
  const plain = text.replaceAll('`', '');
  return `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}.`;
}
