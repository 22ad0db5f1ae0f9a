import type { RadioView } from '../../../contract/operator.ts';
import type { SanctionRequest } from '../../../contract/sanctions.ts';

/** By what radios are banned. */
export const BAN_BY = ['user', 'token', 'address'] as const;
export type BanBy = (typeof BAN_BY)[number];

type Target = Pick<SanctionRequest, 'user_id' | 'jti' | 'ip'>;

export type BanPlan = {
  /** A ban each. */
  readonly targets: readonly Target[];
  /** The users whose sessions end, others at the same address among them. */
  readonly hit: readonly string[];
  /** Those meant who have no token, or come from this computer itself, and so cannot be hit. */
  readonly missed: readonly string[];
};

type Radio = Pick<RadioView, 'jti' | 'address'>;

/** The IP of an `ip:port`; the brackets of IPv6 belong to the port. */
export function ipOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
}

/** Whether an address is this computer’s own, which the net does not ban. */
function isOwn(ip: string): boolean {
  return ip === '::1' || ip.startsWith('127.');
}

function handleOf(by: 'token' | 'address', radio: Radio | undefined): string | null {
  if (radio === undefined) return null;
  if (by === 'token') return radio.jti;
  const ip = ipOf(radio.address);
  return isOwn(ip) ? null : ip;
}

/**
 * What has to be banned to keep some users out, and whom that hits.
 *
 * @param radios all that are logged in, by user
 */
export function banPlan(
  users: readonly string[],
  by: BanBy,
  radios: ReadonlyMap<string, Radio>,
): BanPlan {
  if (by === 'user') {
    return { targets: users.map((user_id) => ({ user_id })), hit: users, missed: [] };
  }
  const handles = new Set<string>();
  const missed: string[] = [];
  for (const user of users) {
    const handle = handleOf(by, radios.get(user));
    if (handle === null) missed.push(user);
    else handles.add(handle);
  }
  const hit = [...radios].flatMap(([user, radio]) =>
    handles.has(handleOf(by, radio) ?? '') ? [user] : [],
  );
  const targets = [...handles].map((handle) => (by === 'token' ? { jti: handle } : { ip: handle }));
  return { targets, hit, missed };
}
