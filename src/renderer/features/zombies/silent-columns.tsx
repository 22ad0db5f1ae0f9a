import { Button } from '@mantine/core';
import { IconBroadcastOff, IconPlugConnectedX, IconPlugOff, type Icon } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../components/Ago.tsx';
import { Countdown } from '../../components/Countdown.tsx';
import type { Column } from '../../components/table/column.ts';
import { useDialog } from '../../store/dialog.ts';
import type { Silent } from '../../store/silence.ts';
import { STANDINGS, standingOf } from '../radios/filter.ts';
import { NameButton } from '../radios/NameButton.tsx';
import { Places } from '../radios/Places.tsx';
import { StandingCell } from '../radios/StandingCell.tsx';
import { PokeButton } from './PokeButton.tsx';
import type { SilentRow } from './silent-rows.ts';

export function useSilentColumns(): readonly Column<SilentRow>[] {
  const { t } = useTranslation();
  const open = useDialog((state) => state.open);
  return useMemo(
    () =>
      [
        {
          key: 'user',
          title: t('radios.user'),
          width: 7.25,
          cell: ({ user, row }) => <NameButton user={user} note={t(`role.${row.radio.role}`)} />,
          value: ({ user }) => user,
        },
        {
          key: 'state',
          title: t('radios.state'),
          width: 8,
          cell: ({ row }) => <StandingCell radio={row.radio} />,
          value: ({ row }) => STANDINGS.indexOf(standingOf(row.radio)),
        },
        {
          key: 'side',
          title: t('zombies.side'),
          width: 8,
          cell: ({ silent }) => <Side silent={silent} />,
          value: ({ silent }) => silent,
        },
        {
          key: 'websocket',
          title: 'WebSocket',
          width: 6,
          numeric: true,
          cell: ({ spoke }) => <Ago at={spoke.websocket} />,
          value: ({ spoke }) => negated(spoke.websocket),
        },
        {
          key: 'udp',
          title: 'UDP',
          width: 4.5,
          numeric: true,
          cell: ({ spoke }) => <Ago at={spoke.udp} />,
          value: ({ spoke }) => negated(spoke.udp),
        },
        {
          key: 'removed',
          title: t('zombies.removed'),
          width: 7,
          numeric: true,
          cell: ({ removedAt }) => (
            <strong>
              <Countdown to={removedAt} />
            </strong>
          ),
          value: ({ removedAt }) => removedAt,
        },
        {
          key: 'channels',
          title: t('radios.channels'),
          width: 9.25,
          cell: ({ user, row }) => <Places user={user} places={row.places} />,
          value: ({ row }) => row.places[0]?.channel.channel_name ?? null,
        },
        {
          key: 'poke',
          title: t('zombies.poke.title'),
          width: 10.5,
          cell: ({ user }) => <PokeButton user={user} />,
        },
        {
          key: 'actions',
          title: t('radios.actions'),
          width: 7,
          numeric: true,
          cell: ({ user }) => (
            <Button
              variant="default"
              className="row-action"
              aria-label={t('radios.kick_user', { user })}
              onClick={() => open({ kind: 'kick', users: [user] })}
            >
              {t('radios.kick')}
            </Button>
          ),
        },
      ] satisfies Column<SilentRow>[],
    [t, open],
  );
}

/** The longest ago comes last. */
function negated(at: number | null): number | null {
  return at === null ? null : -at;
}

const SIDE_ICON: Record<Silent, Icon> = {
  websocket: IconPlugConnectedX,
  udp: IconBroadcastOff,
  both: IconPlugOff,
};

function Side({ silent }: { readonly silent: Silent }) {
  const { t } = useTranslation();
  const Shape = SIDE_ICON[silent];
  return (
    <span className="mark" title={t(`zombies.side_meaning.${silent}`)}>
      <Shape size={20} aria-hidden />
      {t(`zombies.sides.${silent}`)}
    </span>
  );
}
