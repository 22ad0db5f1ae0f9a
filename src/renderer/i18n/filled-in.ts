import type { FormatterModule } from 'i18next';
import { formatOf } from './format.ts';

/** Blanks of the words that take a quantity. Ports and the numbers of processes are names. */
const QUANTITIES: ReadonlySet<unknown> = new Set([
  'count',
  'total',
  'valid',
  'zombies',
  'radios',
  'capacity',
]);

/** Writes what stands in a blank: a quantity with its thousands, as everywhere else in the window. */
export const filledIn: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language = 'en', options = {}) =>
    typeof value === 'number' && QUANTITIES.has(options['interpolationkey'])
      ? formatOf(language).number(value)
      : (value as string),
};
