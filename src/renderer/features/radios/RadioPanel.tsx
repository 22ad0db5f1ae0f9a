import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../components/Ago.tsx';
import { MuteMark } from '../../components/MuteMark.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { TalkMark } from '../../components/TalkMark.tsx';
import { useFormat } from '../../i18n/format.ts';
import { usePaced } from '../../store/console.ts';
import { membershipsByUser } from '../../store/select.ts';
import { useSelection } from '../../store/selection.ts';
import { ActionButtons } from './ActionButtons.tsx';
import { RadioAddresses } from './RadioAddresses.tsx';
import { RadioCharts } from './RadioCharts.tsx';
import { RadioEvents } from './RadioEvents.tsx';
import { RadioPlaces } from './RadioPlaces.tsx';
import { Ways } from './Ways.tsx';
import './RadioPanel.css';

/** The whole story of a radio, beside the list that it was opened from. */
export function RadioPanel({ user }: { readonly user: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const radio = usePaced(({ radios }) => radios.get(user));
  const channels = usePaced((state) => state.channels);
  const peers = usePaced((state) => state.peers);
  const places = useMemo(() => membershipsByUser(channels).get(user) ?? [], [channels, user]);
  const own = places.flatMap(({ ssrc }) => peers.get(ssrc) ?? []);
  const head = useRef<HTMLHeadingElement>(null);
  const show = useSelection((state) => state.show);
  // Whoever opened it wants to read it; closing it goes back to where he was.
  useEffect(() => {
    const before = document.activeElement;
    head.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <aside className="radio-panel" aria-labelledby="radio-panel-title">
      <div className="radio-panel__head">
        <h2 id="radio-panel-title" ref={head} tabIndex={-1}>
          {user}
        </h2>
        <ActionIcon
          aria-label={t('common.close')}
          aria-keyshortcuts="Escape"
          onClick={() => show(null)}
        >
          <IconX size={22} aria-hidden />
        </ActionIcon>
      </div>
      {radio === undefined ? (
        <p className="soft" role="status">
          {t('radios.story.gone')}
        </p>
      ) : (
        <>
          <div className="radio-panel__marks">
            <StateMark radio={radio} />
            {radio.muted && <MuteMark />}
            <TalkMark talking={own.some((peer) => peer.talking)} />
            <span className="soft">{t(`role.${radio.role}`)}</span>
          </div>
          <div className="radio-panel__actions" role="group" aria-label={t('radios.actions')}>
            <ActionButtons users={[user]} />
          </div>
          <Ways radio={radio} peers={own} />
          <RadioCharts user={user} ssrcs={places.map(({ ssrc }) => ssrc)} />
          <RadioPlaces places={places} />
          <RadioAddresses user={user} />
          <RadioEvents user={user} />
          <section>
            <h3>{t('radios.story.session')}</h3>
            <dl className="facts">
              <div>
                <dt>{t('radios.story.since')}</dt>
                <dd>
                  {format.day(radio.connected_at)} (<Ago at={radio.connected_at} />)
                </dd>
              </div>
              <div>
                <dt>{t('radios.story.session_id')}</dt>
                <dd className="mono">{radio.session_id}</dd>
              </div>
              <div>
                <dt>{t('radios.story.login')}</dt>
                <dd className={radio.jti === null ? undefined : 'mono'}>
                  {radio.jti ?? t('radios.story.secret')}
                </dd>
              </div>
            </dl>
          </section>
        </>
      )}
    </aside>
  );
}
