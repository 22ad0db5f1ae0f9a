import { Default } from '../../../contract/limits.ts';

const HOUR_S = 3_600;

/** How long a token is valid: lengths that have a name, and any number of hours. */
export const LIVES = ['shift', 'day', 'week', 'own'] as const;
export type Life = (typeof LIVES)[number];

/** The length in seconds; NaN where no hours were given. */
export function lifeSeconds(life: Life, hours: number | string): number {
  switch (life) {
    case 'shift':
      return Default.TOKEN_TTL_S;
    case 'day':
      return 24 * HOUR_S;
    case 'week':
      return 7 * 24 * HOUR_S;
    case 'own':
      return hours === '' ? NaN : Math.round(Number(hours) * HOUR_S);
  }
}
