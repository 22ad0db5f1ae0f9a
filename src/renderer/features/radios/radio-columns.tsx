import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadioView } from '../../../contract/operator.ts';
import type { Column } from '../../components/DataTable.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { TalkMark } from '../../components/TalkMark.tsx';
import { Ago } from '../../components/Ago.tsx';
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
        width: 8,
        cell: (radio) => <span title={radio.user_id}>{radio.user_id}</span>,
      },
      {
        key: 'state',
        title: t('radios.state'),
        width: 7,
        cell: (radio) => <StateMark state={radio.state} />,
      },
      {
        key: 'role',
        title: t('radios.role'),
        width: 6.25,
        cell: (radio) => t(`role.${radio.role}`),
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

function Talking({ places }: { readonly places: readonly Membership[] }) {
  const isTalking = useConsole(({ peers }) =>
    places.some(({ ssrc }) => peers.get(ssrc)?.talking === true),
  );
  return <TalkMark talking={isTalking} />;
}
