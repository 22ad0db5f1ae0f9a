import type { Icon } from '@tabler/icons-react';
import {
  IconArrowBackUp,
  IconBan,
  IconBell,
  IconBellOff,
  IconChecks,
  IconHistory,
  IconCommand,
  IconKey,
  IconKeyboard,
  IconLanguage,
  IconPlus,
  IconSearch,
  IconSend,
  IconSunMoon,
  IconVolume,
  IconX,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { RADIO_ACTIONS } from '../../features/radios/radio-actions.ts';
import { acknowledgeAll, hasUnheard } from '../../features/tones/acknowledge.ts';
import { KEY_MUTE_MINUTES, toggleMute } from '../../features/tones/tone-choices.ts';
import { LANGUAGES, otherLanguage, setLanguage } from '../../i18n/index.ts';
import { useAlarmPanel } from '../../store/alarm-panel.ts';
import { consoleStore } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';
import { useSelection } from '../../store/selection.ts';
import { useUndo } from '../../store/undo.ts';
import { useView, VIEWS } from '../../store/view.ts';
import { VIEW_ICON } from '../shell/view-icons.ts';

/** Something that can be done from anywhere: in the palette, and by its key where it has one. */
export type Command = {
  readonly id: string;
  readonly group: 'views' | 'actions' | 'window';
  readonly icon: Icon;
  readonly label: (t: TFunction) => string;
  /** A character that does it while nobody is typing, or `Escape`. */
  readonly key?: string;
  /** Whether it can be done now; always where left out. */
  readonly when?: () => boolean;
  readonly run: () => void;
};

/** Views that list radios, where they can be selected and opened. */
const WITH_RADIOS: readonly string[] = ['radios', 'zombies'];

/** The channel that is open before one’s eyes. */
function openChannel(): string | null {
  const { view, channel } = useView.getState();
  return view === 'net' ? channel : null;
}

/** The radios that a key is meant for: those selected, or else the one whose story is open. */
function meant(): readonly string[] {
  const { picked, open } = useSelection.getState();
  if (!WITH_RADIOS.includes(useView.getState().view) && openChannel() === null) return [];
  if (picked.size > 0) return [...picked];
  return open === null ? [] : [open];
}

/** Whose events a key is meant for: those of the one radio that is meant, or of the open channel. */
function meantEvents(): { readonly user: string } | { readonly channel: string } | null {
  const [user, ...others] = meant();
  if (user !== undefined && others.length === 0) return { user };
  const channel = openChannel();
  return channel === null ? null : { channel };
}

/** Writes to channels: to the one that is open, to begin with. */
function write(): void {
  const channel = openChannel();
  useDialog.getState().open({ kind: 'message', channels: channel === null ? [] : [channel] });
}

/** What Escape closes: the story that is open first, then the selection, then the channel. */
function stepBack(): void {
  const { open, picked, show, set } = useSelection.getState();
  if (open !== null) show(null);
  else if (picked.size > 0) set([]);
  else useView.getState().leaveChannel();
}

const searchField = (): HTMLElement | null => document.querySelector('input[data-search]');

/** @param toggleTheme changes to the other colours */
export function commands(toggleTheme: () => void): readonly Command[] {
  const { open } = useDialog.getState();
  return [
    ...VIEWS.map((view, index): Command => ({
      id: `view.${view}`,
      group: 'views',
      icon: VIEW_ICON[view],
      label: (t) => t(`views.${view}`),
      key: String(index + 1),
      run: () => useView.getState().show(view),
    })),
    {
      id: 'view.check',
      group: 'views',
      icon: VIEW_ICON.check,
      label: (t) => t('views.check'),
      run: () => useView.getState().show('check'),
    },
    {
      id: 'new_channel',
      group: 'actions',
      icon: IconPlus,
      label: (t) => t('net.new_channel'),
      key: 'n',
      run: () => open({ kind: 'new_channel' }),
    },
    {
      id: 'mint_token',
      group: 'actions',
      icon: IconKey,
      label: (t) => t('tokens.mint'),
      key: 't',
      run: () => open({ kind: 'mint_token' }),
    },
    // Before the others: a key that radios are selected for is meant for them.
    ...RADIO_ACTIONS.map(({ key, look, shortcut, run }): Command => {
      const { icon, label } = look(meant(), consoleStore.getState().radios);
      return {
        id: `radio.${key}`,
        group: 'actions',
        icon,
        label: (t) => t('commands.selected', { action: label(t) }),
        ...(shortcut !== undefined && { key: shortcut }),
        when: () => meant().length > 0,
        run: () => run(meant()),
      };
    }),
    {
      id: 'message',
      group: 'actions',
      icon: IconSend,
      label: (t) => t('messages.write'),
      key: 'w',
      run: write,
    },
    {
      id: 'events_of',
      group: 'actions',
      icon: IconHistory,
      label: (t) => t('commands.events_of'),
      key: 'e',
      when: () => meantEvents() !== null,
      run: () => useView.getState().showEvents(meantEvents() ?? {}),
    },
    {
      id: 'sanctions',
      group: 'actions',
      icon: IconBan,
      label: (t) => t('sanctions.title'),
      key: 's',
      run: () => open({ kind: 'sanctions' }),
    },
    {
      id: 'alarms',
      group: 'actions',
      icon: IconBell,
      label: (t) => t('alarms.show'),
      key: 'a',
      run: () => useAlarmPanel.getState().show(true),
    },
    {
      id: 'acknowledge_all',
      group: 'actions',
      icon: IconChecks,
      label: (t) => t('alarms.acknowledge_all'),
      when: () => hasUnheard(consoleStore.getState().alarms),
      run: acknowledgeAll,
    },
    {
      id: 'mute_tones',
      group: 'actions',
      icon: IconBellOff,
      label: (t) => t('tones.mute_key', { minutes: KEY_MUTE_MINUTES }),
      key: 'q',
      run: () => toggleMute(KEY_MUTE_MINUTES),
    },
    {
      id: 'tones',
      group: 'window',
      icon: IconVolume,
      label: (t) => t('tones.title'),
      run: () => open({ kind: 'tones' }),
    },
    {
      id: 'undo',
      group: 'actions',
      icon: IconArrowBackUp,
      label: (t) => t('commands.undo'),
      key: 'u',
      when: () => useUndo.getState().last !== null,
      run: () => {
        const { last, run } = useUndo.getState();
        if (last !== null) run(last);
      },
    },
    {
      id: 'search',
      group: 'actions',
      icon: IconSearch,
      label: (t) => t('commands.search'),
      key: '/',
      when: () => searchField() !== null,
      run: () => searchField()?.focus(),
    },
    {
      id: 'back',
      group: 'actions',
      icon: IconX,
      label: (t) => t('commands.back'),
      key: 'Escape',
      when: () => meant().length > 0 || openChannel() !== null,
      run: stepBack,
    },
    {
      id: 'theme',
      group: 'window',
      icon: IconSunMoon,
      label: (t) => t('commands.theme'),
      run: toggleTheme,
    },
    {
      id: 'language',
      group: 'window',
      icon: IconLanguage,
      label: (t) => t('language.switch_to', { language: LANGUAGES[otherLanguage()] }),
      run: () => void setLanguage(otherLanguage()),
    },
    {
      id: 'palette',
      group: 'window',
      icon: IconCommand,
      label: (t) => t('commands.palette'),
      run: () => open({ kind: 'palette' }),
    },
    {
      id: 'keys',
      group: 'window',
      icon: IconKeyboard,
      label: (t) => t('commands.keys'),
      key: '?',
      run: () => open({ kind: 'keys' }),
    },
  ];
}
