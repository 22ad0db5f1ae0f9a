import { Button } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorError } from '../../contract/operator.ts';
import { errorField } from '../i18n/error-text.ts';
import { Dialog } from './Dialog.tsx';
import { ErrorNote } from './ErrorNote.tsx';

type Props = {
  readonly title: string;
  readonly submit: string;
  /** Whether it takes something from somebody. */
  readonly isHarsh?: boolean;
  /** Whether there is nothing that it could do as it stands. */
  readonly isBlocked?: boolean;
  /** For what has columns. */
  readonly isWide?: boolean;
  readonly busy: boolean;
  readonly error: OperatorError | null;
  /** Names of the fields of this form: errors about them are shown beside them. */
  readonly fields: readonly string[];
  readonly children: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
};

/** A form in a dialog, sent with Enter or its button. */
export function FormDialog(props: Props) {
  const { t } = useTranslation();
  const { error } = props;
  const form = useRef<HTMLFormElement>(null);
  const isSent = useRef(false);
  // What is wrong has to be in sight, however long the form.
  useEffect(() => {
    if (!isSent.current || props.busy) return;
    isSent.current = false;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
  const isBesideField = error !== null && props.fields.includes(errorField(error) ?? '');
  return (
    <Dialog title={props.title} isFirm isWide={props.isWide ?? false} onClose={props.onClose}>
      <form
        ref={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          isSent.current = true;
          props.onSubmit();
        }}
      >
        {props.children}
        {error !== null && !isBesideField && <ErrorNote error={error} />}
        <div className="row row--end">
          <Button variant="default" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            variant={props.isHarsh === true ? 'caution' : 'filled'}
            disabled={props.isBlocked === true}
            loading={props.busy}
          >
            {props.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
