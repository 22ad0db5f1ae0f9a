import type { StunCredentials } from '../../media/stun.ts';
import type { Random } from '../random.ts';

/** Bytes of chance in a user name, so that it comes once and nobody finds it by trying. */
const USERNAME_BYTES = 16;
const PASSWORD_BYTES = 24;

/**
 * What a new membership proves its address with. Nothing of the user is in it: the name goes over
 * UDP in the clear.
 *
 * @returns 22 and 32 characters of base64url (RFC 4648, section 5)
 */
export function stunCredentials(random: Random): StunCredentials {
  return {
    username: random.bytes(USERNAME_BYTES).toString('base64url'),
    password: random.bytes(PASSWORD_BYTES).toString('base64url'),
  };
}
