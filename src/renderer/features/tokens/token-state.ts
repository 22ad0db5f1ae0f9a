import type { TokenView } from '../../../contract/operator.ts';

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
