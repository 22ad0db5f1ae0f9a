import { IconUsers } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { Nothing } from '../../components/Nothing.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import { usePaced } from '../../store/console.ts';
import { RadioRows } from '../../store/radio-rows.ts';
import { useSelection } from '../../store/selection.ts';
import { countStandings, filterRows, type Standing } from '../radios/filter.ts';
import { useRadioColumns } from '../radios/radio-columns.tsx';
import { SelectionBar } from '../radios/SelectionBar.tsx';
import { StandingFilter } from '../radios/StandingFilter.tsx';
import { usePicking } from '../radios/use-picking.ts';
import { memberSort } from './member-sort.ts';
import '../radios/RadiosView.css';

const COLUMNS = ['user', 'state', 'talking', 'rtt', 'loss', 'jitter', 'last_seen'];

type Props = { readonly channel: ChannelView; readonly isThere: boolean };

/** The members of a channel by their state, with how well each is heard in it. */
export function ChannelMembers({ channel, isThere }: Props) {
  const { t } = useTranslation();
  // Once a second, as the list of all radios.
  const radios = usePaced((state) => state.radios);
  const peers = usePaced((state) => state.peers);
  const [known] = useState(() => new RadioRows());
  const all = useMemo(() => {
    const members = isThere ? channel.members : [];
    const own = members.flatMap(({ user_id }) => radios.get(user_id) ?? []);
    return known.of({
      radios: new Map(own.map((radio) => [radio.user_id, radio])),
      channels: new Map([[channel.channel_id, channel]]),
      peers,
    });
  }, [known, channel, isThere, radios, peers]);
  const [wanted, setWanted] = useState<ReadonlySet<Standing>>(new Set());
  const rows = useMemo(() => filterRows(all, wanted), [all, wanted]);
  const counts = useMemo(() => countStandings(all), [all]);
  const every = useRadioColumns();
  const columns = useMemo(() => every.filter(({ key }) => COLUMNS.includes(key)), [every]);
  const [sort] = useState(memberSort.load);
  const picking = usePicking();
  const open = useSelection((state) => state.open);
  const none = all.length === 0 ? t('net.no_members') : t('radios.none_of_state');
  return (
    <>
      {all.length > 0 && (
        <div className="radio-tools">
          <StandingFilter counts={counts} wanted={wanted} onChange={setWanted} />
          <SelectionBar />
        </div>
      )}
      {rows.length === 0 ? (
        isThere && <Nothing icon={IconUsers} title={none} />
      ) : (
        <DataTable
          label={t('channel.members')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.user}
          sort={sort}
          onSort={memberSort.save}
          picking={picking}
          openKey={open}
        />
      )}
    </>
  );
}
