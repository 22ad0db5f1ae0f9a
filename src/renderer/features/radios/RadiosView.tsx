import { Button, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDeviceMobileMessage, IconPlus, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../components/Nothing.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { usePaced } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';
import { RadioRows } from '../../store/radio-rows.ts';
import { useSelection } from '../../store/selection.ts';
import { SanctionsButton } from '../sanctions/SanctionsButton.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { countStandings, filterRows, type Standing } from './filter.ts';
import { hiddenColumns, radioSort } from './list-choices.ts';
import { useRadioColumns } from './radio-columns.tsx';
import { RadioPanel } from './RadioPanel.tsx';
import { searchRadios } from './search.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { StandingFilter } from './StandingFilter.tsx';
import { usePicking } from './use-picking.ts';
import './RadiosView.css';

/** Below this the story of a radio leaves no room for every column. */
const TIGHT = '(max-width: 106rem)';
/** Those that stay beside it there: the others are in it. */
const BESIDE_STORY = ['user', 'state', 'channels', 'talking', 'loss'];

/** Every radio that is logged in. */
export function RadiosView() {
  const { t } = useTranslation();
  // Once a second: a list that moves more often cannot be read, nor clicked.
  const radios = usePaced((state) => state.radios);
  const channels = usePaced((state) => state.channels);
  const peers = usePaced((state) => state.peers);
  const [known] = useState(() => new RadioRows());
  const all = useMemo(
    () => known.of({ radios, channels, peers }),
    [known, radios, channels, peers],
  );
  const [search, setSearch] = useState('');
  const [wanted, setWanted] = useState<ReadonlySet<Standing>>(new Set());
  const rows = useMemo(() => searchRadios(filterRows(all, wanted), search), [all, wanted, search]);
  const counts = useMemo(() => countStandings(all), [all]);
  const columns = useRadioColumns();
  const [hidden, setHidden] = useState(hiddenColumns.load);
  const open = useSelection((state) => state.open);
  const isTight = useMediaQuery(TIGHT, undefined, { getInitialValueInEffect: false });
  const isBeside = open !== null && isTight;
  const shown = useMemo(
    () =>
      columns.filter(
        ({ key }) => !hidden.includes(key) && (!isBeside || BESIDE_STORY.includes(key)),
      ),
    [columns, hidden, isBeside],
  );
  const [sort] = useState(radioSort.load);
  const picking = usePicking();
  const total = all.length;
  const isNarrowed = search.trim() !== '' || wanted.size > 0;
  const summary = isNarrowed
    ? t('radios.found', { count: rows.length, total })
    : t('radios.summary', { count: total });
  const clear = (): void => {
    setSearch('');
    setWanted(new Set());
  };

  return (
    <div className="view">
      <ViewHead title={t('views.radios')} summary={summary}>
        <SanctionsButton />
        <ColumnChoice
          columns={columns.slice(1)}
          hidden={hidden}
          onChange={(next) => {
            setHidden(next);
            hiddenColumns.save(next);
          }}
        />
        <TextInput
          type="search"
          className="radio-search"
          data-search
          aria-label={t('radios.search')}
          aria-keyshortcuts="/"
          placeholder={t('radios.search_hint')}
          leftSection={<IconSearch size={20} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </ViewHead>
      {total > 0 && (
        <div className="radio-tools">
          <StandingFilter counts={counts} wanted={wanted} onChange={setWanted} />
          <SelectionBar />
        </div>
      )}
      <div className="radio-split">
        {rows.length > 0 && (
          <DataTable
            label={t('views.radios')}
            columns={shown}
            every={columns}
            rows={rows}
            rowKey={(row) => row.user}
            sort={sort}
            onSort={radioSort.save}
            picking={picking}
            openKey={open}
          />
        )}
        {total === 0 && (
          <Nothing
            icon={IconDeviceMobileMessage}
            title={t('radios.empty')}
            why={t('radios.empty_why')}
          >
            <Button
              variant="filled"
              leftSection={<IconPlus size={20} aria-hidden />}
              onClick={() => useDialog.getState().open({ kind: 'mint_token' })}
            >
              {t('tokens.mint')}
            </Button>
          </Nothing>
        )}
        {total > 0 && rows.length === 0 && (
          <Nothing
            icon={IconSearchOff}
            title={
              search.trim() === ''
                ? t('radios.none_of_state')
                : t('radios.not_found', { search: search.trim() })
            }
          >
            <Button variant="default" onClick={clear}>
              {t('radios.clear_search')}
            </Button>
          </Nothing>
        )}
        {open !== null && <RadioPanel key={open} user={open} />}
      </div>
    </div>
  );
}
