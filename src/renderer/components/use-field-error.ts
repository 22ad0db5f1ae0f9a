import { useTranslation } from 'react-i18next';
import type { OperatorError } from '../../contract/operator.ts';
import type { en } from '../i18n/en.ts';
import { errorField, errorText } from '../i18n/error-text.ts';

type Outcome = { readonly invalid: readonly string[]; readonly error: OperatorError | null };

/** Says for each field what is wrong with it: what is allowed, or what the net refused it for. */
export function useFieldError(
  outcome: Outcome,
): (field: keyof typeof en.fields) => string | undefined {
  const { t } = useTranslation();
  return (field) => {
    if (outcome.invalid.includes(field)) return t(`fields.${field}`);
    const { error } = outcome;
    return error !== null && errorField(error) === field ? errorText(t, error) : undefined;
  };
}
