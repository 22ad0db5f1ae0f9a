import { Button, TextInput } from '@mantine/core';
import { IconDeviceMobileMessage, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadioView } from '../../../contract/operator.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Nothing } from '../../components/Nothing.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useConsole } from '../../store/console.ts';
import { membershipsByUser, sortedBy } from '../../store/select.ts';
import { KickRadio } from './KickRadio.tsx';
import { useRadioColumns } from './radio-columns.tsx';
import { searchRadios } from './search.ts';
import './RadiosView.css';

/** Every radio that is logged in. */
export function RadiosView() {
  const { t } = useTranslation();
  const radios = useConsole((state) => state.radios);
  const channels = useConsole((state) => state.channels);
  const [search, setSearch] = useState('');
  const [kicked, setKicked] = useState<RadioView | null>(null);
  const memberships = useMemo(() => membershipsByUser(channels), [channels]);
  const rows = useMemo(
    () => sortedBy(searchRadios(radios.values(), memberships, search), (radio) => radio.user_id),
    [radios, memberships, search],
  );
  const columns = useRadioColumns(memberships, setKicked);
  const total = radios.size;
  const summary =
    search.trim() === ''
      ? t('radios.summary', { count: total })
      : t('radios.found', { count: rows.length, total });

  return (
    <div className="view">
      <ViewHead title={t('views.radios')} summary={summary}>
        <TextInput
          type="search"
          className="radio-search"
          aria-label={t('radios.search')}
          placeholder={t('radios.search_hint')}
          leftSection={<IconSearch size={20} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </ViewHead>
      {rows.length > 0 && (
        <DataTable
          label={t('views.radios')}
          columns={columns}
          rows={rows}
          rowKey={(radio) => radio.user_id}
        />
      )}
      {total === 0 && (
        <Nothing
          icon={IconDeviceMobileMessage}
          title={t('radios.empty')}
          why={t('radios.empty_why')}
        />
      )}
      {total > 0 && rows.length === 0 && (
        <Nothing icon={IconSearchOff} title={t('radios.not_found', { search: search.trim() })}>
          <Button variant="default" onClick={() => setSearch('')}>
            {t('radios.clear_search')}
          </Button>
        </Nothing>
      )}
      {kicked !== null && (
        <KickRadio
          user={kicked.user_id}
          channels={memberships.get(kicked.user_id)?.length ?? 0}
          onClose={() => setKicked(null)}
        />
      )}
    </div>
  );
}
