import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useConsole } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';
import { sortedBy } from '../../store/select.ts';
import { ChannelCard, type ChannelAction } from './ChannelCard.tsx';
import { DeleteChannel } from './DeleteChannel.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { RenameChannel } from './RenameChannel.tsx';
import './NetView.css';

/** The channels: who is in them, who is talking, and what can be done with them. */
export function NetView() {
  const { t } = useTranslation();
  const channels = useConsole((state) => state.channels);
  const sorted = useMemo(
    () => sortedBy(channels.values(), (channel) => channel.channel_name),
    [channels],
  );
  const [open, setOpen] = useState<ChannelAction | null>(null);
  const openDialog = useDialog((state) => state.open);
  const create = (): void => openDialog({ kind: 'new_channel' });
  const close = (): void => setOpen(null);

  return (
    <div className="view view--scrolls">
      <ViewHead title={t('views.net')} summary={t('net.summary', { count: sorted.length })}>
        {sorted.length > 0 && (
          <Button
            variant="filled"
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={create}
          >
            {t('net.new_channel')}
          </Button>
        )}
      </ViewHead>
      {sorted.length === 0 ? (
        <FirstSteps onCreate={create} />
      ) : (
        <div className="channel-grid">
          {sorted.map((channel) => (
            <ChannelCard key={channel.channel_id} channel={channel} onAct={setOpen} />
          ))}
        </div>
      )}
      {open?.kind === 'rename' && <RenameChannel channel={open.channel} onClose={close} />}
      {open?.kind === 'delete' && <DeleteChannel channel={open.channel} onClose={close} />}
    </div>
  );
}
