import { IconUserMinus, type Icon } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useDialog } from '../../store/dialog.ts';

/** Something that can be done to one radio or to several at once. */
export type RadioAction = {
  readonly key: string;
  readonly icon: Icon;
  /** What its button says; the confirmation says whom it hits. */
  readonly label: (t: TFunction) => string;
  /** Its key, while radios are selected or one is open. */
  readonly shortcut?: string;
  readonly run: (users: readonly string[]) => void;
};

/**
 * What can be done to radios, in the order of the buttons: in a radio’s story, over the selection and
 * in the palette. Another action is one more entry.
 */
export const RADIO_ACTIONS: readonly RadioAction[] = [
  {
    key: 'kick',
    icon: IconUserMinus,
    label: (t) => t('radios.kick'),
    shortcut: 'k',
    run: (users) => useDialog.getState().open({ kind: 'kick', users }),
  },
];
