import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../Dialog.tsx';
import { commands, type Command } from './commands.ts';
import { letterKeys } from './letter-keys.ts';
import './commands.css';

const GROUPS = ['views', 'actions', 'window'] as const satisfies readonly Command['group'][];

/** Command on a Mac, Ctrl elsewhere. */
const MOD = navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';
const SHOWN: Readonly<Record<string, string>> = { Escape: 'Esc' };

/** Every key of the window, and the switch for them. */
export function Keys({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [isOn, setOn] = useState(letterKeys.load);
  const all = commands(() => undefined);
  return (
    <Dialog title={t('commands.keys')} isWide onClose={onClose}>
      <div className="stack">
        {GROUPS.map((group) => (
          <section key={group} className="key-group">
            <h3>{t(`commands.groups.${group}`)}</h3>
            <dl>
              {group === 'window' && <Key keys={[MOD, 'K']} label={t('commands.palette')} />}
              {all.map((command) =>
                command.group === group && command.key !== undefined ? (
                  <Key
                    key={command.id}
                    keys={[SHOWN[command.key] ?? command.key.toUpperCase()]}
                    label={command.label(t)}
                  />
                ) : null,
              )}
            </dl>
          </section>
        ))}
        <section className="key-group">
          <h3>{t('commands.groups.lists')}</h3>
          <dl>
            <Key keys={['↑', '↓']} label={t('commands.rows')} />
            <Key keys={['Enter']} label={t('commands.open_row')} />
            <Key keys={['Space']} label={t('commands.select_row')} />
          </dl>
        </section>
        <Switch
          label={t('commands.letters')}
          description={t('commands.letters_hint')}
          checked={isOn}
          onChange={(event) => {
            setOn(event.currentTarget.checked);
            letterKeys.save(event.currentTarget.checked);
          }}
        />
      </div>
    </Dialog>
  );
}

function Key({ keys, label }: { readonly keys: readonly string[]; readonly label: string }) {
  return (
    <div className="key-line">
      <dt>{label}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </div>
  );
}
