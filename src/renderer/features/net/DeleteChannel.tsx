import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { restoreChannel } from '../../components/restore-channel.ts';
import { useConsole } from '../../store/console.ts';

type Props = { readonly channel: ChannelView; readonly onClose: () => void };

export function DeleteChannel({ channel, onClose }: Props) {
  const { t } = useTranslation();
  const { channel_id, channel_name: name } = channel;
  // As of now, not as of when the dialog was opened.
  const count = useConsole(({ channels }) => channels.get(channel_id)?.members.length ?? 0);
  return (
    <ConfirmDialog
      command="channel.delete"
      input={{ channel_id }}
      title={t('net.deleting.title', { name })}
      submit={t('net.deleting.submit')}
      done={() => t('net.deleting.done', { name })}
      undo={() => void restoreChannel(channel)}
      onClose={onClose}
    >
      {count === 0 ? (
        <p>{t('net.deleting.hits_nobody')}</p>
      ) : (
        <>
          <p>
            <strong>{t('net.deleting.hits', { count })}</strong>
          </p>
          <p className="soft">{t('net.deleting.logged_in')}</p>
        </>
      )}
    </ConfirmDialog>
  );
}
