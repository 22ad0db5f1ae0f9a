import type { NetEvent } from '../../contract/events.ts';
import type { OperatorError } from '../../contract/operator.ts';
import type { TokenClaims } from '../../contract/tokens.ts';
import { isSqliteError, journalFault } from '../journal/database.ts';
import { systemCode, systemFault } from '../store/system-error.ts';

/** The event that a token was minted; of the token itself it says nothing. */
export function tokenMinted({ jti, sub: user, role, exp }: TokenClaims): NetEvent {
  const detail = { role, expires_at: exp * 1000 };
  return { kind: 'token.minted', by: 'operator', user, jti, detail };
}

/**
 * What the system or SQLite said.
 *
 * @throws the error itself where it came neither from the system nor from SQLite: it is a bug
 */
export function faultWords(error: unknown): string {
  if (isSqliteError(error)) return `${error.message} (${journalFault(error)})`;
  if (systemCode(error) !== undefined) return systemFault(error);
  throw error;
}

/** A token itself, given by mistake, is not repeated. */
export function noSuchToken(jti: string): OperatorError {
  const shown = /^[\w-]{1,64}$/.test(jti) ? jti : '(not shown)';
  const reason = `jti: got ${shown}, expected the id of a token in the list`;
  return { code: 'no_such_token', reason, params: { jti: shown } };
}
