import { Button } from '@mantine/core';
import { IconPlus, IconSearchOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../components/Nothing.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useConsole } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';
import { useView } from '../../store/view.ts';
import { ChannelCard } from './ChannelCard.tsx';
import { ChannelDialogs, type ChannelAction } from './ChannelDialogs.tsx';
import { NO_FILTER } from './channel-order.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { useNetChoices } from './net-choices.ts';
import { NetTools } from './NetTools.tsx';
import { useChannelOrder } from './use-channel-order.ts';
import { useTouched } from './use-touched.ts';
import './NetView.css';

/** The channels: who is in them, who is talking, and what can be done with them. */
export function ChannelGrid() {
  const { t } = useTranslation();
  const channels = useConsole((state) => state.channels);
  const { isTouched, handlers } = useTouched();
  const { all, shown } = useChannelOrder(isTouched);
  const [action, setAction] = useState<ChannelAction | null>(null);
  const openDialog = useDialog((state) => state.open);
  const narrow = useNetChoices((state) => state.narrow);
  const create = (): void => openDialog({ kind: 'new_channel' });
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { leftChannel } = useView.getState();
    // Whoever comes back from a channel goes on at its card.
    const card = [...(grid.current?.children ?? [])].find(
      (element) => element.getAttribute('data-channel') === leftChannel,
    );
    card?.querySelector<HTMLElement>('.channel-card__open')?.focus();
  }, []);

  return (
    <div className="view view--scrolls">
      <ViewHead
        title={t('views.net')}
        summary={
          shown.length === all.length
            ? t('net.summary', { count: all.length })
            : t('net.found', { count: shown.length, total: all.length })
        }
      >
        {all.length > 0 && (
          <>
            <NetTools all={all} />
            <Button
              variant="filled"
              leftSection={<IconPlus size={20} aria-hidden />}
              onClick={create}
            >
              {t('net.new_channel')}
            </Button>
          </>
        )}
      </ViewHead>
      {all.length === 0 && <FirstSteps onCreate={create} />}
      <div className="channel-grid" ref={grid} {...handlers}>
        {shown.flatMap((id) => {
          const channel = channels.get(id);
          return channel === undefined
            ? []
            : [<ChannelCard key={id} channel={channel} onAct={setAction} />];
        })}
      </div>
      {all.length > 0 && shown.length === 0 && (
        <Nothing icon={IconSearchOff} title={t('net.none_found')}>
          <Button variant="default" onClick={() => narrow(NO_FILTER)}>
            {t('net.show_all')}
          </Button>
        </Nothing>
      )}
      <ChannelDialogs action={action} onClose={() => setAction(null)} />
    </div>
  );
}
