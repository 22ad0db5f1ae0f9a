import type { TokenView } from '../contract/operator.ts';

const HEAD = ['ID', 'USER', 'ROLE', 'STATE', 'EXPIRES', 'LAST USED', 'PRIORITY', 'CHANNELS'];

/** What has become of a token. */
function tokenState(token: TokenView, now: number): 'active' | 'expired' | 'revoked' {
  if (token.revoked_at !== null) return 'revoked';
  return token.expires_at <= now ? 'expired' : 'active';
}

/**
 * Lays tokens out in columns; times are UTC.
 *
 * @param now in ms since 1970
 */
export function tokenTable(tokens: readonly TokenView[], now: number): string {
  const rows = tokens.map((token) => [
    token.jti,
    token.user_id,
    token.role,
    tokenState(token, now),
    time(token.expires_at),
    token.last_used_at === null ? '-' : time(token.last_used_at),
    String(token.priority),
    token.channels.join(' '),
  ]);
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function time(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}
