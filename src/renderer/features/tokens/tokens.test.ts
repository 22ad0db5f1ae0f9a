import { describe, expect, it } from 'vitest';
import type { TokenView } from '../../../contract/operator.ts';
import { sortedTokens, tokenState } from './token-state.ts';

function token(jti: string, times: Partial<TokenView>): TokenView {
  return {
    jti,
    user_id: 'kim',
    role: 'radio',
    channels: ['*'],
    priority: 100,
    issued_at: 0,
    expires_at: 1_000,
    revoked_at: null,
    last_used_at: null,
    ...times,
  };
}

describe('tokenState', () => {
  it('is valid until the moment it expires', () => {
    expect(tokenState(token('a', {}), 999)).toBe('valid');
    expect(tokenState(token('a', {}), 1_000)).toBe('expired');
  });

  it('is revoked whether or not it has expired since', () => {
    expect(tokenState(token('a', { revoked_at: 5 }), 9_999)).toBe('revoked');
  });
});

describe('sortedTokens', () => {
  it('puts those that can be used first, the newest leading', () => {
    const tokens = [
      token('expired', { expires_at: 10, issued_at: 9 }),
      token('old', { issued_at: 1 }),
      token('revoked', { revoked_at: 5, issued_at: 8 }),
      token('new', { issued_at: 2 }),
    ];
    expect(sortedTokens(tokens, 500).map(({ jti }) => jti)).toEqual([
      'new',
      'old',
      'expired',
      'revoked',
    ]);
  });
});
