import { kept } from '../../store/kept.ts';

/** Whether keys of a single character do anything (WCAG 2.1.4 asks that they can be switched off). */
export const letterKeys = kept<boolean>(
  'letter-keys',
  true,
  (value): value is boolean => typeof value === 'boolean',
);
