import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OperatorError } from '../../contract/operator.ts';
import { errorText } from '../i18n/error-text.ts';
import './ErrorNote.css';

type Props = { readonly error: OperatorError };

/** Says what went wrong where it went wrong, with the engine's own line for whoever has to mend it. */
export function ErrorNote({ error }: Props) {
  const { t } = useTranslation();
  return (
    <div className="error-note" role="alert">
      <IconAlertTriangle aria-hidden />
      <div>
        <p className="error-note__text">{errorText(t, error)}</p>
        {error.reason !== '' && (
          <p className="error-note__reason mono" lang="en">
            {error.reason}
          </p>
        )}
      </div>
    </div>
  );
}
