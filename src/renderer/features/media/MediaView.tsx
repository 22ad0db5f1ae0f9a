import { IconWaveSine } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/table/DataTable.tsx';
import { Nothing } from '../../components/Nothing.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useConsole, usePaced } from '../../store/console.ts';
import { sortedBy } from '../../store/select.ts';
import { usePeerColumns } from './peer-columns.tsx';
import './MediaView.css';

/** The media side of every membership, by its SSRC. */
export function MediaView() {
  const { t } = useTranslation();
  const peers = usePaced((state) => state.peers);
  const rows = useMemo(() => sortedBy(peers.values(), (peer) => peer.user_id), [peers]);
  const columns = usePeerColumns();
  const io = useConsole(({ net }) => (net.state === 'on_air' ? net.media_io : null));
  const summary = [t('media.summary', { count: rows.length }), io && t(`media.io.${io}`)];
  return (
    <div className="view">
      <ViewHead title={t('views.media')} summary={summary.filter(Boolean).join(' · ')} />
      {rows.length === 0 ? (
        <Nothing icon={IconWaveSine} title={t('media.empty')} why={t('media.empty_why')} />
      ) : (
        <DataTable
          label={t('views.media')}
          columns={columns}
          rows={rows}
          rowKey={(peer) => String(peer.ssrc)}
        />
      )}
    </div>
  );
}
