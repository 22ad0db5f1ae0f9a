import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadioView } from '../../../contract/operator.ts';
import type { Column } from '../../components/DataTable.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { TalkMark } from '../../components/TalkMark.tsx';
import { Ago } from '../../components/Ago.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import type { Membership } from '../../store/select.ts';
import { Places } from './Places.tsx';

type Memberships = ReadonlyMap<string, readonly Membership[]>;

const NOWHERE: readonly Membership[] = [];

export function useRadioColumns(
  memberships: Memberships,
  onKick: (radio: RadioView) => void,
): readonly Column<RadioView>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const placesOf = (radio: RadioView): readonly Membership[] =>
      memberships.get(radio.user_id) ?? NOWHERE;
    return [
      {
        key: 'user',
        title: t('radios.user'),
        width: 8.25,
        cell: (radio) => (
          <span className="two-lines" title={radio.user_id}>
            <span className="cut">{radio.user_id}</span>
            <span className="soft">{t(`role.${radio.role}`)}</span>
          </span>
        ),
      },
      {
        key: 'state',
        title: t('radios.state'),
        width: 7,
        cell: (radio) => <StateMark radio={radio} />,
      },
      {
        key: 'channels',
        title: t('radios.channels'),
        width: 11,
        cell: (radio) => <Places user={radio.user_id} places={placesOf(radio)} />,
      },
      {
        key: 'talking',
        title: t('radios.talking'),
        width: 7.25,
        cell: (radio) => <Talking places={placesOf(radio)} />,
      },
      {
        key: 'address',
        title: t('radios.address'),
        width: 12.5,
        cell: (radio) => (
          <span className="mono" title={radio.address}>
            {radio.address}
          </span>
        ),
      },
      {
        key: 'rtt',
        title: t('radios.rtt'),
        width: 5.25,
        numeric: true,
        cell: (radio) => <Rtt ms={radio.rtt_ms} />,
      },
      {
        key: 'connected',
        title: t('radios.connected'),
        width: 6,
        numeric: true,
        cell: (radio) => <Ago at={radio.connected_at} />,
      },
      {
        key: 'last_seen',
        title: t('radios.last_seen'),
        width: 6,
        numeric: true,
        cell: (radio) => <Ago at={radio.last_seen_at} />,
      },
      {
        key: 'actions',
        title: t('radios.actions'),
        width: 6.75,
        numeric: true,
        cell: (radio) => (
          <Button
            variant="default"
            className="row-action"
            aria-label={t('radios.kick_user', { user: radio.user_id })}
            onClick={() => onKick(radio)}
          >
            {t('radios.kick')}
          </Button>
        ),
      },
    ] satisfies Column<RadioView>[];
  }, [t, memberships, onKick]);
}

function Rtt({ ms }: { readonly ms: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (ms === null) return <span className="soft">{t('common.unknown')}</span>;
  return <span title={t('radios.rtt_long')}>{format.ms(ms)}</span>;
}

function Talking({ places }: { readonly places: readonly Membership[] }) {
  const isTalking = useConsole(({ peers }) =>
    places.some(({ ssrc }) => peers.get(ssrc)?.talking === true),
  );
  return <TalkMark talking={isTalking} />;
}
