import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronRight, IconLock, IconPencil, IconTrash } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { useFormat } from '../../i18n/format.ts';
import { usePaced } from '../../store/console.ts';
import { channelLoss, channelSum } from '../../store/select.ts';
import { useView } from '../../store/view.ts';
import type { ChannelAction } from './ChannelDialogs.tsx';
import { LastTalk } from './LastTalk.tsx';
import { MemberFaults } from './MemberFaults.tsx';
import { Members } from './Members.tsx';
import { Sparkline } from './Sparkline.tsx';
import { TalkBand } from './TalkBand.tsx';
import './ChannelCard.css';

type Props = {
  readonly channel: ChannelView;
  readonly onAct: (action: ChannelAction) => void;
};

/** One channel at a glance; pressed, it opens. */
export const ChannelCard = memo(function ChannelCard({ channel, onAct }: Props) {
  const { t } = useTranslation();
  const { channel_id, channel_name: name, mode, members, capacity } = channel;
  const rename = t('net.rename', { name });
  const remove = t('net.delete', { name });
  const open = (): void => useView.getState().openChannel(channel_id);
  // The whole card can be hit; what is a button of its own does what it says.
  const onClick = ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('button') === null) open();
  };
  return (
    <article className="channel-card" aria-label={name} data-channel={channel_id} onClick={onClick}>
      <header className="channel-card__head">
        <div className="channel-card__names">
          <h2 title={name}>
            <button
              type="button"
              className="channel-card__open"
              aria-label={t('channel.open', { name })}
              onClick={open}
            >
              <span className="cut">{name}</span>
              <IconChevronRight size={20} aria-hidden />
            </button>
          </h2>
          <p className="channel-card__ids soft">
            <span className="cut" title={`${channel_id} · ${t(`channel.mode_short.${mode}`)}`}>
              <span className="mono">{channel_id}</span> · {t(`channel.mode_short.${mode}`)}
            </span>
            {channel.srtp === 'required' && (
              <span className="channel-card__lock">
                <IconLock size={16} aria-hidden /> {t('net.create.srtp')}
              </span>
            )}
          </p>
        </div>
        <MemberFaults channel={channel} />
        <Tooltip label={rename}>
          <ActionIcon aria-label={rename} onClick={() => onAct({ kind: 'rename', channel })}>
            <IconPencil size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={remove}>
          <ActionIcon aria-label={remove} onClick={() => onAct({ kind: 'delete', channel })}>
            <IconTrash size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      <TalkBand channel={channel} />
      <div className="channel-card__past">
        <LastTalk channel={channel_id} />
        <Sparkline channel={channel_id} />
      </div>
      <Members channel={channel} />
      <footer className="channel-card__foot">
        <p>{t('net.member_count', { count: members.length, capacity })}</p>
        <dl>
          <Loss channel={channel} />
          <PacketCount channel={channel} counter="packets_in" />
          <PacketCount channel={channel} counter="packets_out" />
        </dl>
      </footer>
    </article>
  );
});

function Loss({ channel }: Pick<Props, 'channel'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const loss = usePaced((state) => channelLoss(channel, state.peers));
  return (
    <div>
      <dt title={t('net.loss_long')}>{t('net.loss')}</dt>
      <dd>{loss === null ? t('common.unknown') : format.share(loss)}</dd>
    </div>
  );
}

type CountProps = {
  readonly channel: ChannelView;
  readonly counter: 'packets_in' | 'packets_out';
};

function PacketCount({ channel, counter }: CountProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const packets = usePaced((state) => channelSum(channel, state.peers, counter));
  return (
    <div>
      <dt title={t(`net.${counter}`)}>
        <span aria-hidden>{t(`net.${counter}_short`)}</span>
        <span className="for-ears">{t(`net.${counter}`)}</span>
      </dt>
      <dd>{format.number(packets)}</dd>
    </div>
  );
}
