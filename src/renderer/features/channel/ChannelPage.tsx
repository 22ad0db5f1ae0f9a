import { Button } from '@mantine/core';
import { IconArrowLeft, IconMessages, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../components/Nothing.tsx';
import { useSelection } from '../../store/selection.ts';
import { useView } from '../../store/view.ts';
import { ChannelDialogs, type ChannelAction } from '../net/ChannelDialogs.tsx';
import { LastTalk } from '../net/LastTalk.tsx';
import { TalkBand } from '../net/TalkBand.tsx';
import { RadioPanel } from '../radios/RadioPanel.tsx';
import { ChannelHead } from './ChannelHead.tsx';
import { ChannelMembers } from './ChannelMembers.tsx';
import { ChannelSide } from './ChannelSide.tsx';
import { ChannelTraffic } from './ChannelTraffic.tsx';
import { useKnownChannel } from './use-known-channel.ts';
import './ChannelPage.css';

/** A channel with all that is to be known of it, and all that can be done with it. */
export function ChannelPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { channel, isThere } = useKnownChannel(id);
  const [action, setAction] = useState<ChannelAction | null>(null);
  const openRadio = useSelection((state) => state.open);
  const leave = useView((state) => state.leaveChannel);
  // A story that was open elsewhere would hide what is written here.
  useEffect(() => useSelection.getState().show(null), []);
  if (channel === undefined) {
    return (
      <div className="view">
        <Nothing icon={IconMessages} title={t('channel.unknown')}>
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={20} aria-hidden />}
            onClick={leave}
          >
            {t('channel.back')}
          </Button>
        </Nothing>
      </div>
    );
  }
  return (
    <div className="view channel-page">
      <ChannelHead channel={channel} isThere={isThere} onAct={setAction} />
      {!isThere && (
        <p className="channel-page__gone" role="status">
          <IconTrash size={20} aria-hidden />
          {t('channel.gone')}
        </p>
      )}
      <div className="channel-page__parts">
        <div className="channel-page__main">
          {isThere && (
            <div className="channel-page__now">
              <div className="channel-page__talk">
                <TalkBand channel={channel} />
                <LastTalk channel={id} />
              </div>
              <ChannelTraffic channel={channel} />
            </div>
          )}
          <ChannelMembers channel={channel} isThere={isThere} />
        </div>
        {/* A radio’s story takes the place of messages and events while it is read. */}
        {openRadio === null ? (
          <ChannelSide channel={channel} isThere={isThere} />
        ) : (
          <RadioPanel key={openRadio} user={openRadio} />
        )}
      </div>
      <ChannelDialogs action={action} onClose={() => setAction(null)} />
    </div>
  );
}
