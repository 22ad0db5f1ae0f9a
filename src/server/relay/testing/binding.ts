import { randomBytes } from 'node:crypto';
import { bindingRequest, shortTermKey, type StunCredentials } from '../../../media/stun.ts';

/** Credentials for a peer of a test, told apart by its SSRC. */
export function credentialsOf(ssrc: number): StunCredentials {
  return { username: `user-${ssrc}`, password: `the password of ${ssrc}` };
}

/** A Binding request of a peer, each a transaction of its own unless told which. */
export function binding(
  ssrc: number,
  {
    password = credentialsOf(ssrc).password,
    transactionId = randomBytes(12),
  }: { readonly password?: string; readonly transactionId?: Uint8Array } = {},
): Buffer {
  return bindingRequest(transactionId, credentialsOf(ssrc).username, shortTermKey(password));
}
