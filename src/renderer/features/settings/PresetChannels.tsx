import { ActionIcon, Button } from '@mantine/core';
import { IconDownload, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresetChannel } from '../../../contract/settings.ts';
import { say } from '../../components/say.ts';
import { consoleStore } from '../../store/console.ts';
import { sortedBy } from '../../store/select.ts';
import { PresetDialog } from './PresetDialog.tsx';

type Props = {
  readonly presets: readonly PresetChannel[];
  readonly onChange: (presets: readonly PresetChannel[]) => void;
};

/** The channels of the net that the list does not have yet. */
function untaken(presets: readonly PresetChannel[]): PresetChannel[] {
  const ids = new Set(presets.map(({ channel_id }) => channel_id));
  const channels = [...consoleStore.getState().channels.values()];
  return sortedBy(channels, ({ channel_name }) => channel_name)
    .filter(({ channel_id }) => !ids.has(channel_id))
    .map(({ channel_id, channel_name, mode, capacity, srtp }) => {
      return { channel_id, channel_name, mode, capacity, srtp };
    });
}

/** The channels that are made at every start: a list, with a dialog for each. */
export function PresetChannels({ presets, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<PresetChannel | 'new' | null>(null);
  const take = (): void => {
    const more = untaken(presets);
    if (more.length === 0) say(t('settings.preset.taken_none'));
    else onChange([...presets, ...more]);
  };
  const keep = (preset: PresetChannel): void => {
    setOpen(null);
    if (open === 'new') onChange([...presets, preset]);
    else onChange(presets.map((other) => (other === open ? preset : other)));
  };
  const others = presets.filter((preset) => preset !== open).map(({ channel_id }) => channel_id);
  return (
    <div className="presets">
      <p className="soft">{t('settings.preset.explain')}</p>
      {presets.length === 0 && <p>{t('settings.preset.none')}</p>}
      <ul className="presets__list" aria-label={t('settings.label.channels')}>
        {presets.map((preset) => (
          <li key={preset.channel_id} className="preset">
            <div className="two-lines">
              <strong className="cut">{preset.channel_name}</strong>
              <span className="soft">
                <span className="mono">{preset.channel_id}</span>
                {` · ${t('settings.preset.members', { capacity: preset.capacity })}`}
                {preset.srtp === 'required' && ` · ${t('settings.preset.encrypted')}`}
              </span>
            </div>
            <ActionIcon
              aria-label={t('settings.preset.edit', { name: preset.channel_name })}
              onClick={() => setOpen(preset)}
            >
              <IconPencil size={20} aria-hidden />
            </ActionIcon>
            <ActionIcon
              aria-label={t('settings.preset.remove', { name: preset.channel_name })}
              onClick={() => onChange(presets.filter((other) => other !== preset))}
            >
              <IconTrash size={20} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className="row">
        <Button
          variant="default"
          leftSection={<IconPlus size={20} aria-hidden />}
          onClick={() => setOpen('new')}
        >
          {t('settings.preset.add')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={20} aria-hidden />}
          onClick={take}
        >
          {t('settings.preset.take')}
        </Button>
      </div>
      {open !== null && (
        <PresetDialog
          preset={open === 'new' ? null : open}
          taken={others}
          onDone={keep}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
