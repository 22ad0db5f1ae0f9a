import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorCommand, OperatorInput, OperatorOutput } from '../../contract/operator.ts';
import { Dialog } from './Dialog.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import { sayUndoable } from './say-undoable.tsx';
import { say } from './say.ts';
import { useCommand } from './use-command.ts';

type Props<C extends OperatorCommand> = {
  readonly command: C;
  readonly input: OperatorInput<C>;
  readonly title: string;
  /** What will be hit, in words. */
  readonly children: ReactNode;
  readonly submit: string;
  /** What to say once it is done. */
  readonly done: (value: OperatorOutput[C]) => string;
  /** Takes it back, where it can be. */
  readonly undo?: () => void;
  readonly onClose: () => void;
};

/** Asks before a command that takes something from somebody. */
export function ConfirmDialog<C extends OperatorCommand>(props: Props<C>) {
  const { t } = useTranslation();
  const command = useCommand(props.command, (value) => {
    props.onClose();
    if (props.undo) sayUndoable(props.done(value), props.undo);
    else say(props.done(value));
  });
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <div className="stack">
        <div className="stack">{props.children}</div>
        {command.error !== null && <ErrorNote error={command.error} />}
        <div className="row row--end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            variant="caution"
            loading={command.busy}
            onClick={() => void command.run(props.input)}
          >
            {props.submit}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
