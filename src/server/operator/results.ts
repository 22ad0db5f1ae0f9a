import type { OperatorError, OperatorErrorCode, Result } from '../../contract/operator.ts';

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/**
 * @param reason one line in English: the field, the value and what would be right
 * @param params the values inside the reason, for a console in another language
 */
export const fail = (
  code: OperatorErrorCode,
  reason: string,
  params: OperatorError['params'] = {},
): { readonly ok: false; readonly error: OperatorError } => ({
  ok: false,
  error: { code, reason, params },
});
