import {
  IconBan,
  IconMicrophone,
  IconMicrophoneOff,
  IconSend,
  IconUserMinus,
  type Icon,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { consoleStore } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';
import type { ConsoleState } from '../../store/state.ts';
import { channelsOf } from '../messages/reach.ts';
import { areMuted } from '../sanctions/mutes.ts';
import { mute, unmute } from '../sanctions/sanction-commands.ts';

type Radios = ConsoleState['radios'];

/** How an action looks. */
type Look = {
  readonly icon: Icon;
  /** What its button says; a confirmation says whom it hits. */
  readonly label: (t: TFunction) => string;
  readonly labelOfOne: (t: TFunction, user: string) => string;
};

/** Something that can be done to one radio or to several at once. */
export type RadioAction = {
  readonly key: string;
  /** How it looks for these radios: what can be undone is offered as undoing it. */
  readonly look: (users: readonly string[], radios: Radios) => Look;
  /** Its key, while radios are selected or one is open. */
  readonly shortcut?: string;
  /** Whether it asks for something before it does anything. */
  readonly asks: boolean;
  readonly run: (users: readonly string[]) => void;
};

const MESSAGE: Look = {
  icon: IconSend,
  label: (t) => t('radios.message'),
  labelOfOne: (t, user) => t('radios.message_user', { user }),
};
const MUTE: Look = {
  icon: IconMicrophoneOff,
  label: (t) => t('sanctions.mute'),
  labelOfOne: (t, user) => t('sanctions.mute_user', { user }),
};
const UNMUTE: Look = {
  icon: IconMicrophone,
  label: (t) => t('sanctions.unmute'),
  labelOfOne: (t, user) => t('sanctions.unmute_user', { user }),
};
const KICK: Look = {
  icon: IconUserMinus,
  label: (t) => t('radios.kick'),
  labelOfOne: (t, user) => t('radios.kick_user', { user }),
};
const BAN: Look = {
  icon: IconBan,
  label: (t) => t('sanctions.ban'),
  labelOfOne: (t, user) => t('sanctions.ban_user', { user }),
};

/**
 * What can be done to radios, in the order of the buttons: in a radio’s story, over the selection and
 * in the palette. Another action is one more entry.
 */
export const RADIO_ACTIONS: readonly RadioAction[] = [
  {
    key: 'message',
    look: () => MESSAGE,
    shortcut: 'w',
    asks: true,
    run: (users) => {
      const channels = channelsOf(users, consoleStore.getState().channels);
      useDialog.getState().open({ kind: 'message', channels, users });
    },
  },
  {
    key: 'mute',
    look: (users, radios) => (areMuted(users, radios) ? UNMUTE : MUTE),
    shortcut: 'm',
    asks: false,
    run: (users) => {
      const isUndoing = areMuted(users, consoleStore.getState().radios);
      void (isUndoing ? unmute(users) : mute(users));
    },
  },
  {
    key: 'kick',
    look: () => KICK,
    shortcut: 'k',
    asks: true,
    run: (users) => useDialog.getState().open({ kind: 'kick', users }),
  },
  {
    key: 'ban',
    look: () => BAN,
    shortcut: 'b',
    asks: true,
    run: (users) => useDialog.getState().open({ kind: 'ban', users }),
  },
];
