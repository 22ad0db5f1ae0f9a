import type { RadioView, TokenView } from '../../../contract/operator.ts';

export type TokenState = 'valid' | 'expired' | 'revoked';

/** Whether a token can still be used. */
export function tokenState(token: TokenView, now: number): TokenState {
  if (token.revoked_at !== null) return 'revoked';
  return token.expires_at <= now ? 'expired' : 'valid';
}

/** Tokens as they are looked for: those that can be used first, and of these the newest. */
export function sortedTokens(tokens: Iterable<TokenView>, now: number): TokenView[] {
  const rank = (token: TokenView): number => (tokenState(token, now) === 'valid' ? 0 : 1);
  return [...tokens].sort((a, b) => rank(a) - rank(b) || b.issued_at - a.issued_at);
}

/** The tokens with which somebody is logged in at the moment, by their `jti`. */
export function usersOnWith(
  tokens: readonly TokenView[],
  radios: Iterable<Pick<RadioView, 'jti'>>,
): ReadonlySet<string> {
  const used = new Set([...radios].map(({ jti }) => jti));
  return new Set(tokens.map(({ jti }) => jti).filter((jti) => used.has(jti)));
}

/** The tokens that can be used now and would be longer than until a time. */
export function outlivingTokens(
  tokens: Iterable<TokenView>,
  now: number,
  until: number,
): TokenView[] {
  return [...tokens].filter(
    (token) => tokenState(token, now) === 'valid' && token.expires_at > until,
  );
}

/** Whether a token is one of those that are looked for: by its user or a channel of it. */
export function isFound(token: TokenView, wanted: string): boolean {
  const text = wanted.trim().toLocaleLowerCase();
  return [token.user_id, ...token.channels].some((name) => name.toLocaleLowerCase().includes(text));
}
