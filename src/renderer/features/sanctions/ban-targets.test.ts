import { describe, expect, it } from 'vitest';
import { banPlan, ipOf } from './ban-targets.ts';

const radios = new Map([
  ['kim', { jti: 'k1', address: '10.0.0.5:4000' }],
  ['lee', { jti: null, address: '10.0.0.5:4001' }],
  ['eve', { jti: 'e1', address: '[fe80::1]:4000' }],
  ['here', { jti: 'h1', address: '127.0.0.1:4000' }],
]);

describe('banPlan', () => {
  it('by user hits exactly those meant, logged in or not', () => {
    expect(banPlan(['kim', 'gone'], 'user', radios)).toEqual({
      targets: [{ user_id: 'kim' }, { user_id: 'gone' }],
      hit: ['kim', 'gone'],
      missed: [],
    });
  });

  it('by token misses who has none', () => {
    expect(banPlan(['kim', 'lee', 'gone'], 'token', radios)).toEqual({
      targets: [{ jti: 'k1' }],
      hit: ['kim'],
      missed: ['lee', 'gone'],
    });
  });

  it('by address hits whoever else is there, once, and never this computer', () => {
    expect(banPlan(['lee', 'eve', 'here'], 'address', radios)).toEqual({
      targets: [{ ip: '10.0.0.5' }, { ip: 'fe80::1' }],
      hit: ['kim', 'lee', 'eve'],
      missed: ['here'],
    });
    expect(banPlan(['kim', 'lee'], 'address', radios).targets).toEqual([{ ip: '10.0.0.5' }]);
  });
});

it('ipOf reads an address with its port', () => {
  expect(ipOf('10.0.0.5:4000')).toBe('10.0.0.5');
  expect(ipOf('[fe80::1]:4000')).toBe('fe80::1');
});
