import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { useUndo } from '../store/undo.ts';
import './marks.css';

/** Longer than what is only said: one has to read it, and to decide. */
const SHOWN_MS = 10_000;

/** Says that something was done, with a button that takes it back; so does the key of undoing. */
export function sayUndoable(message: string, undo: () => void): void {
  const takeBack = (): void => {
    notifications.hide(id);
    undo();
  };
  const id = notifications.show({
    autoClose: SHOWN_MS,
    closeButtonProps: { 'aria-label': i18next.t('common.close') },
    message: (
      <span className="undoable">
        {message}
        <Button
          variant="default"
          aria-keyshortcuts="u"
          onClick={() => useUndo.getState().run(takeBack)}
        >
          {i18next.t('common.undo')}
        </Button>
      </span>
    ),
    onClose: () => useUndo.getState().forget(takeBack),
  });
  useUndo.getState().offer(takeBack);
}
