import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../components/Nothing.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useNow } from '../../store/clock.ts';
import { useConsole, usePaced } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';
import { RadioRows } from '../../store/radio-rows.ts';
import { useSelection } from '../../store/selection.ts';
import { RadioPanel } from '../radios/RadioPanel.tsx';
import { SelectionBar } from '../radios/SelectionBar.tsx';
import { usePicking } from '../radios/use-picking.ts';
import { useSilentColumns } from './silent-columns.tsx';
import { silentRows } from './silent-rows.ts';
import './ZombiesView.css';

/** The radios that have fallen silent: on which way, since when, and until when they are kept. */
export function ZombiesView() {
  const { t } = useTranslation();
  const radios = usePaced((state) => state.radios);
  const channels = usePaced((state) => state.channels);
  const peers = usePaced((state) => state.peers);
  const watch = useConsole(({ net }) => (net.state === 'on_air' ? net.watch : null));
  const now = useNow();
  const [known] = useState(() => new RadioRows());
  const all = useMemo(
    () => known.of({ radios, channels, peers }),
    [known, radios, channels, peers],
  );
  const rows = useMemo(
    () => (watch === null ? [] : silentRows(all, watch, now)),
    [all, watch, now],
  );
  const columns = useSilentColumns();
  const picking = usePicking();
  const open = useSelection((state) => state.open);
  const openDialog = useDialog((state) => state.open);
  const zombies = rows.filter(({ row }) => row.radio.state === 'zombie').length;

  return (
    <div className="view">
      <ViewHead
        title={t('views.zombies')}
        summary={t('zombies.summary', { count: rows.length, zombies })}
      >
        <SelectionBar />
        {rows.length > 0 && (
          <Button
            variant="default"
            onClick={() => openDialog({ kind: 'kick', users: rows.map(({ user }) => user) })}
          >
            {t('zombies.kick_all', { count: rows.length })}
          </Button>
        )}
      </ViewHead>
      <div className="radio-split">
        {rows.length === 0 ? (
          <Nothing icon={IconCircleCheck} title={t('zombies.empty')} why={t('zombies.empty_why')} />
        ) : (
          <DataTable
            label={t('views.zombies')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.user}
            sort={{ id: 'removed', desc: false }}
            picking={picking}
            openKey={open}
          />
        )}
        {open !== null && <RadioPanel key={open} user={open} />}
      </div>
    </div>
  );
}
