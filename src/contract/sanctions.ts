import { z } from 'zod';
import { userId } from './fields.ts';

/** A ban keeps a radio out; a mute lets it hear, and nobody hear it. */
export const sanctionKind = z.enum(['ban', 'mute']);
export type SanctionKind = z.infer<typeof sanctionKind>;

/** The longest sanction that ends by itself, in seconds: ten years. */
const LONGEST_S = 10 * 366 * 24 * 3600;

/** What an operator asks for: whom, for how long, and why. */
export const sanctionRequest = z
  .strictObject({
    kind: sanctionKind,
    /** Exactly one of these three; an address can be banned alone. */
    user_id: userId.optional(),
    jti: z.string().min(1).optional(),
    ip: z.union([z.ipv4(), z.ipv6()]).optional(),
    reason: z.string().trim().max(200).default(''),
    /** Seconds; null: until it is lifted. */
    ttl_s: z.int().min(1).max(LONGEST_S).nullable(),
  })
  .check(({ value, issues }) => {
    const { kind, user_id, jti, ip } = value;
    const targets = [user_id, jti, ip].filter((target) => target !== undefined);
    if (targets.length !== 1) {
      const message = 'expected exactly one of user_id, jti and ip';
      issues.push({ code: 'custom', path: ['user_id'], message, input: user_id });
    }
    if (kind === 'mute' && ip !== undefined) {
      const message = 'expected no address: a user or a token is muted';
      issues.push({ code: 'custom', path: ['ip'], message, input: ip });
    }
  });
export type SanctionRequest = z.infer<typeof sanctionRequest>;

/** A ban or a mute that is in force. Times are in ms since 1970. */
export type SanctionView = {
  readonly sanction_id: number;
  readonly kind: SanctionKind;
  readonly user_id: string | null;
  readonly jti: string | null;
  readonly ip: string | null;
  readonly reason: string;
  readonly by: string;
  readonly since: number;
  /** null: until it is lifted. */
  readonly until: number | null;
};
