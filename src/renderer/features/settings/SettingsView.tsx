import { Button, TextInput } from '@mantine/core';
import { IconClipboardCheck, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  SETTING_FIELDS,
  SETTING_GROUPS,
  type SettingGroup,
} from '../../../contract/setting-fields.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Nothing } from '../../components/Nothing.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useView } from '../../store/view.ts';
import { FileButtons } from './FileButtons.tsx';
import { RestartNet } from './RestartNet.tsx';
import { SaveBar } from './SaveBar.tsx';
import { sayKept } from './say-kept.ts';
import { labelText, whyText } from './setting-words.ts';
import { SettingRow } from './SettingRow.tsx';
import { useSettings } from './settings-store.ts';
import { WaitingBar } from './WaitingBar.tsx';
import './SettingsView.css';

/** Every setting of the file, what waits for a restart, and the way there. */
export function SettingsView() {
  const { t } = useTranslation();
  const state = useSettings((store) => store.state);
  const faults = useSettings((store) => store.faults);
  const error = useSettings((store) => store.error);
  const load = useSettings((store) => store.load);
  const save = useSettings((store) => store.save);
  const show = useView((view) => view.show);
  const [wanted, setWanted] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => void load(), [load]);
  // What is wrong has to be in sight, however long the form.
  useEffect(() => {
    if (faults.length > 0)
      form.current?.querySelector('[data-fault]')?.scrollIntoView({ block: 'center' });
  }, [faults]);
  const groups = useMemo(() => {
    const typed = wanted.trim().toLowerCase();
    const fits = (field: (typeof SETTING_FIELDS)[number]): boolean =>
      [field.name, labelText(t, field.name), whyText(t, field.name)].some((text) =>
        text.toLowerCase().includes(typed),
      );
    return SETTING_GROUPS.map((group) => ({
      group,
      fields: SETTING_FIELDS.filter((field) => field.group === group && fits(field)),
    })).filter(({ fields }) => fields.length > 0);
  }, [t, wanted]);

  if (state === null)
    return <div className="view">{error !== null && <ErrorNote error={error} />}</div>;
  return (
    <div className="view">
      <ViewHead title={t('views.settings')} summary={t('settings.summary', { path: state.path })}>
        <Button
          variant="default"
          leftSection={<IconClipboardCheck size={20} aria-hidden />}
          onClick={() => show('check')}
        >
          {t('settings.check')}
        </Button>
        <FileButtons />
        {state.waiting.length === 0 && (
          <Button variant="default" onClick={() => setIsAsking(true)}>
            {t('settings.restart.open')}
          </Button>
        )}
      </ViewHead>
      <WaitingBar state={state} onRestart={() => setIsAsking(true)} />
      <form
        ref={form}
        className="settings"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog of its own sends its form through here as well.
          if (event.target !== event.currentTarget) return;
          void save().then((kept) => kept && sayKept(t, kept));
        }}
      >
        <div className="settings__side">
          <TextInput
            aria-label={t('settings.search')}
            placeholder={t('settings.search')}
            leftSection={<IconSearch size={20} aria-hidden />}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            data-search
          />
          <div role="group" aria-label={t('settings.groups')}>
            {groups.map(({ group }) => (
              <button
                key={group}
                type="button"
                className="settings__jump"
                onClick={() => jumpTo(group)}
              >
                {t(`settings.group.${group}`)}
              </button>
            ))}
          </div>
        </div>
        <div className="settings__list" tabIndex={-1}>
          {groups.length === 0 && (
            <Nothing icon={IconSearchOff} title={t('settings.nothing')}>
              <Button variant="default" onClick={() => setWanted('')}>
                {t('settings.show_all')}
              </Button>
            </Nothing>
          )}
          {groups.map(({ group, fields }) => (
            <section key={group} aria-labelledby={headId(group)}>
              <h2 id={headId(group)} tabIndex={-1}>
                {t(`settings.group.${group}`)}
              </h2>
              {fields.map((field) => (
                <SettingRow key={field.name} field={field} saved={state.saved} />
              ))}
            </section>
          ))}
        </div>
        <SaveBar />
      </form>
      {isAsking && <RestartNet state={state} onClose={() => setIsAsking(false)} />}
    </div>
  );
}

const headId = (group: SettingGroup): string => `settings-${group}`;

function jumpTo(group: SettingGroup): void {
  const head = document.getElementById(headId(group));
  head?.scrollIntoView();
  head?.focus({ preventScroll: true });
}
