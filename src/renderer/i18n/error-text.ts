import type { TFunction } from 'i18next';
import type { OperatorError, OperatorErrorCode } from '../../contract/operator.ts';

/** The field of a form that an error is about, where its code says so. */
const FIELD: Partial<Record<OperatorErrorCode, string>> = { channel_exists: 'channel_id' };

/** What went wrong, in the language of the window. */
export function errorText(t: TFunction, error: OperatorError): string {
  const { protocol, program } = error.params;
  const shown = typeof protocol === 'string' ? { protocol: protocol.toUpperCase() } : {};
  // The system may have told which program it is.
  const isKnown = error.code === 'port_in_use' && program !== undefined;
  const key = isKnown ? ('start.port_in_use_by' as const) : (`errors.${error.code}` as const);
  return t(key, { replace: { ...error.params, ...shown } });
}

/** The field of a form that an error is about; undefined where it is about none. */
export function errorField(error: OperatorError): string | undefined {
  const { setting } = error.params;
  return FIELD[error.code] ?? (typeof setting === 'string' ? setting : undefined);
}
