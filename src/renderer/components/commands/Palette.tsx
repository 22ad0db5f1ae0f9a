import { TextInput } from '@mantine/core';
import { IconDeviceMobileMessage, IconMessages, IconSearch, type Icon } from '@tabler/icons-react';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { RADIO_ACTIONS } from '../../features/radios/radio-actions.ts';
import { consoleStore } from '../../store/console.ts';
import { sortedBy } from '../../store/select.ts';
import { useSelection } from '../../store/selection.ts';
import { useView } from '../../store/view.ts';
import { Dialog } from '../Dialog.tsx';
import { commands } from './commands.ts';
import { fuzzyFind } from './fuzzy.ts';
import { useToggleTheme } from './use-keys.ts';
import './commands.css';

/** Entries that are shown at most: more cannot be looked through. */
const SHOWN = 40;

type Entry = {
  readonly id: string;
  readonly icon: Icon;
  readonly text: string;
  /** What it is done to, where it is done to something. */
  readonly subject?: string;
  readonly note?: string;
  readonly run: () => void;
};

/** Everything that can be done, found by some of its letters. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const entries = useEntries();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const found = useMemo(
    () =>
      fuzzyFind(
        typed,
        typed.trim() === '' ? entries.plain : entries.all,
        ({ text }) => text,
        ({ text, subject = text }) => subject,
      ).slice(0, SHOWN),
    [typed, entries],
  );
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter and arrows belong to the input method while it puts a syllable together.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      const next = (active + step + found.length) % found.length;
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(found[active]);
    }
  };

  return (
    <Dialog title={t('commands.palette')} onClose={onClose}>
      <div className="palette">
        <TextInput
          role="combobox"
          aria-label={t('commands.find')}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
          placeholder={t('commands.find')}
          leftSection={<IconSearch size={20} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          data-autofocus
        />
        <div
          role="listbox"
          id={listId}
          className="palette__list"
          aria-label={t('commands.palette')}
        >
          {found.map((entry, index) => (
            <div
              key={entry.id}
              role="option"
              id={`${listId}-${index}`}
              aria-selected={index === active}
              className="palette__entry"
              onClick={() => choose(entry)}
              onPointerMove={() => setActive(index)}
            >
              <entry.icon size={20} aria-hidden />
              <span className="palette__text">{entry.text}</span>
              {entry.note !== undefined && <kbd aria-hidden>{entry.note}</kbd>}
            </div>
          ))}
        </div>
        <p role="status" className={found.length === 0 ? 'soft' : 'for-ears'}>
          {found.length === 0
            ? t('commands.nothing', { typed: typed.trim() })
            : t('commands.found', { count: found.length })}
        </p>
      </div>
    </Dialog>
  );
}

/** The commands, and behind them every channel and radio, once something has been typed. */
function useEntries(): { readonly plain: readonly Entry[]; readonly all: readonly Entry[] } {
  const { t } = useTranslation();
  const toggleTheme = useToggleTheme();
  // As they are when the palette opens: a list that moves while one chooses is a trap.
  const [entries] = useState(() => {
    const plain = commands(toggleTheme)
      .filter(({ id, when }) => id !== 'palette' && when?.() !== false)
      .map(({ id, icon, label, key, run }): Entry => {
        const note = key === 'Escape' ? 'Esc' : key?.toUpperCase();
        return { id, icon, text: label(t), run, ...(note !== undefined && { note }) };
      });
    const { radios: all } = consoleStore.getState();
    const users = sortedBy(all.keys(), (user) => user);
    const radios = users.flatMap((user): Entry[] => [
      {
        id: `open ${user}`,
        icon: IconDeviceMobileMessage,
        text: t('commands.open_radio', { user }),
        subject: user,
        run: () => {
          useView.getState().show('radios');
          useSelection.getState().show(user);
        },
      },
      ...RADIO_ACTIONS.map(({ key, look, run }): Entry => {
        const { icon, labelOfOne } = look([user], all);
        return {
          id: `${key} ${user}`,
          icon,
          text: labelOfOne(t, user),
          subject: user,
          run: () => run([user]),
        };
      }),
    ]);
    const { channels: net } = consoleStore.getState();
    const channels = sortedBy(net.values(), ({ channel_name }) => channel_name).map(
      ({ channel_id, channel_name: name }): Entry => ({
        id: `channel ${channel_id}`,
        icon: IconMessages,
        text: t('channel.open', { name }),
        subject: name,
        run: () => useView.getState().openChannel(channel_id),
      }),
    );
    return { plain, all: [...plain, ...channels, ...radios] };
  });
  return entries;
}
