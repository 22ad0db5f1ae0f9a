import { IconWaveSine } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerView } from '../../../contract/operator.ts';
import { keptSort } from '../../components/table/kept-sort.ts';
import { DataTable } from '../../components/table/DataTable.tsx';
import { Nothing } from '../../components/Nothing.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useConsole, usePaced } from '../../store/console.ts';
import { ChartRow, type ChosenPeer } from './ChartRow.tsx';
import { usePeerColumns } from './peer-columns.tsx';
import './MediaView.css';

const mediaSort = keptSort('media', { id: 'talker', desc: false });

/** The media side of every membership, by its SSRC, with charts of all of them or of one. */
export function MediaView() {
  const { t } = useTranslation();
  const peers = usePaced((state) => state.peers);
  const rows = useMemo(() => [...peers.values()], [peers]);
  const [chosen, setChosen] = useState<ChosenPeer | null>(null);
  const [choose] = useState(() => (peer: PeerView): void => {
    const { ssrc, user_id, channel_id } = peer;
    setChosen((before) => (before?.ssrc === ssrc ? null : { ssrc, user_id, channel_id }));
  });
  const columns = usePeerColumns(choose);
  const [sort] = useState(mediaSort.load);
  const io = useConsole(({ net }) => (net.state === 'on_air' ? net.media_io : null));
  const summary = [t('media.summary', { count: rows.length }), io && t(`media.io.${io}`)];
  return (
    <div className="view">
      <ViewHead title={t('views.media')} summary={summary.filter(Boolean).join(' · ')} />
      <ChartRow chosen={chosen} onAll={() => setChosen(null)} />
      {rows.length === 0 ? (
        <Nothing icon={IconWaveSine} title={t('media.empty')} why={t('media.empty_why')} />
      ) : (
        <DataTable
          label={t('views.media')}
          columns={columns}
          rows={rows}
          rowKey={(peer) => String(peer.ssrc)}
          sort={sort}
          onSort={mediaSort.save}
          openKey={chosen === null ? null : String(chosen.ssrc)}
        />
      )}
    </div>
  );
}
