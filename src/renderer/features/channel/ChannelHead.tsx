import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconHistory,
  IconLock,
  IconPencil,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { useDialog } from '../../store/dialog.ts';
import { useView } from '../../store/view.ts';
import type { ChannelAction } from '../net/ChannelDialogs.tsx';

type Props = {
  readonly channel: ChannelView;
  readonly isThere: boolean;
  readonly onAct: (action: ChannelAction) => void;
};

/** What channel it is, and what can be done with it. */
export function ChannelHead({ channel, isThere, onAct }: Props) {
  const { t } = useTranslation();
  const { channel_id, channel_name: name, mode, srtp, members, capacity } = channel;
  const leave = useView((state) => state.leaveChannel);
  const showEvents = useView((state) => state.showEvents);
  const openDialog = useDialog((state) => state.open);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <header className="channel-head">
      <Tooltip label={t('channel.back')}>
        <ActionIcon aria-label={t('channel.back')} aria-keyshortcuts="Escape" onClick={leave}>
          <IconArrowLeft size={24} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <div className="channel-head__names">
        <h1 className="cut" ref={title} tabIndex={-1} title={name}>
          {name}
        </h1>
        <p className="soft">
          <span className="mono cut" title={channel_id}>
            {channel_id}
          </span>
          {isThere && <span>{t('net.member_count', { count: members.length, capacity })}</span>}
          <span>{t(`channel.mode.${mode}`)}</span>
          <span className="channel-head__srtp">
            {srtp === 'required' && <IconLock size={16} aria-hidden />}
            {t(`channel.srtp.${srtp}`)}
          </span>
        </p>
      </div>
      <div className="channel-head__actions" role="group" aria-label={t('radios.actions')}>
        <Button
          variant="default"
          leftSection={<IconHistory size={20} aria-hidden />}
          aria-keyshortcuts="e"
          onClick={() => showEvents({ channel: channel_id })}
        >
          {t('events.show_here')}
        </Button>
        {isThere && (
          <>
            <Button
              variant="filled"
              leftSection={<IconSend size={20} aria-hidden />}
              onClick={() => openDialog({ kind: 'message', channels: [channel_id] })}
            >
              {t('channel.write')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPencil size={20} aria-hidden />}
              onClick={() => onAct({ kind: 'rename', channel })}
            >
              {t('channel.rename')}…
            </Button>
            <Button
              variant="default"
              leftSection={<IconTrash size={20} aria-hidden />}
              onClick={() => onAct({ kind: 'delete', channel })}
            >
              {t('channel.delete')}…
            </Button>
          </>
        )}
      </div>
    </header>
  );
}
