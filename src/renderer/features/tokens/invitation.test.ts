import { expect, it } from 'vitest';
import { parseJoinUri } from '../../../contract/join-uri.ts';
import type { MintedToken, NetAddresses } from '../../../contract/operator.ts';
import { addressesToTell, invitationOf } from './invitation.ts';

const pin = `sha256/${'A'.repeat(43)}=` as const;
const minted = { token: 'a.b.c', view: { user_id: '남쪽 2' } } as MintedToken;
const addresses = {
  urls: ['ws://10.0.0.5:8080/ws'],
  wss_urls: ['wss://10.0.0.5:8443/ws'],
  certificate: { pin },
} as unknown as NetAddresses;

it('carries the encrypted address with its pin, the user and the token', () => {
  expect(parseJoinUri(invitationOf(minted, addresses) ?? '')).toEqual({
    ...{ url: 'wss://10.0.0.5:8443/ws', pin },
    ...{ user: '남쪽 2', token: 'a.b.c' },
  });
  expect(addressesToTell(addresses)).toEqual(['wss://10.0.0.5:8443/ws', 'ws://10.0.0.5:8080/ws']);
});

it('carries the plain address without a pin where TLS is off, and nothing without an address', () => {
  const plain = { ...addresses, wss_urls: [], certificate: null };
  expect(parseJoinUri(invitationOf(minted, plain) ?? '')).toMatchObject({
    url: 'ws://10.0.0.5:8080/ws',
    pin: undefined,
  });
  expect(invitationOf(minted, { ...plain, urls: [] })).toBeUndefined();
});
