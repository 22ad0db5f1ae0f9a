import { InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod';
import { channelPattern, priority, role, tokenTtl, userId } from '../contract/fields.ts';
import { Default, Limit } from '../contract/limits.ts';

const UNIT_S = { s: 1, m: 60, h: 3600, d: 24 * 3600 } as const;

/**
 * Reads a duration such as `90s`, `30m`, `12h` or `7d`.
 *
 * @returns seconds, or NaN for any other text
 */
function durationSeconds(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  return unit in UNIT_S ? Number(count) * UNIT_S[unit as keyof typeof UNIT_S] : NaN;
}

export const userOption = new Option('--user <id>', 'user that the token is for')
  .makeOptionMandatory()
  .argParser((text) => checked(userId, text));

export const ttlOption = new Option('--ttl <duration>', 'life of the token: 90s, 30m, 12h, 7d')
  .default(Default.TOKEN_TTL_S, `${Default.TOKEN_TTL_S / UNIT_S.h}h`)
  .argParser((text) => {
    const { min, max } = Limit.TOKEN_TTL_S;
    const wanted = `Expected ${min / UNIT_S.m}m to ${max / UNIT_S.d}d, such as 90s, 30m, 12h or 7d.`;
    return checked(tokenTtl, durationSeconds(text), wanted);
  });

export const roleOption = new Option('--role <role>', 'what the user may do')
  .choices(role.options)
  .default(role.enum.radio);

export const channelOption = new Option(
  '--channel <pattern>',
  'channels that the user may use, with * for any characters; may be given several times (default: all)',
).argParser((text, before: string[] | undefined) => {
  const patterns = [...(before ?? []), checked(channelPattern, text)];
  if (patterns.length <= Limit.TOKEN_CHANNELS) return patterns;
  throw new InvalidArgumentError(`Expected at most ${Limit.TOKEN_CHANNELS} patterns.`);
});

export const priorityOption = new Option('--priority <n>', 'most urgent priority it may ask for')
  .default(Default.TOKEN_PRIORITY)
  .argParser((text) => {
    const wanted = 'Expected a whole number from 0 to 255.';
    return checked(priority, /^\d{1,3}$/.test(text) ? Number(text) : NaN, wanted);
  });

/** Checks a value against the contract; commander names the option and the value in the error. */
function checked<T>(schema: z.ZodType<T>, value: unknown, wanted?: string): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const said = error.issues[0]?.message ?? 'expected another value';
  throw new InvalidArgumentError(wanted ?? `${said[0]?.toUpperCase() ?? ''}${said.slice(1)}.`);
}
