import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowUp, IconSearchOff } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorError } from '../../../contract/operator.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Nothing } from '../../components/Nothing.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { usePaced } from '../../store/console.ts';
import { useJournal } from '../../store/use-journal.ts';
import { useView } from '../../store/view.ts';
import { EVERYTHING, filterOf, type EventChoice } from './event-filter.ts';
import { useEventColumns } from './event-columns.tsx';
import { EventFilters } from './EventFilters.tsx';
import { ExportButton } from './ExportButton.tsx';
import { eventsOf } from './load-events.ts';
import './EventsView.css';

/** How long to wait for the next letter of a name, in ms. */
const TYPING_MS = 200;
/** How near the end of what is loaded older events are asked for, in px. */
const AHEAD_PX = 1_500;

/** What happened on the net, the newest first. */
export function EventsView() {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(() => ({ ...EVERYTHING, ...useView.getState().eventsOf }));
  const [settled] = useDebouncedValue(choice, TYPING_MS);
  const filter = useMemo(() => filterOf(settled), [settled]);
  const load = useCallback((before?: number) => eventsOf(filter, before), [filter]);
  const [isAtTop, setAtTop] = useState(true);
  const region = useRef<HTMLElement>(null);
  const head = usePaced((state) => state.heads.event_id);
  const { page, error, isBehind, loadOlder } = useJournal(load, head, isAtTop);
  const [failure, setFailure] = useState<OperatorError | null>(null);
  const change = useCallback((patch: Partial<EventChoice>) => {
    setChoice((before) => ({ ...before, ...patch }));
    setAtTop(true);
  }, []);
  const onUser = useCallback((user: string) => change({ user }), [change]);
  const columns = useEventColumns(onUser);
  const rows = page?.rows ?? [];
  const shownError = failure ?? error;

  const onScroll = (element: HTMLElement): void => {
    region.current = element;
    setAtTop(element.scrollTop <= 0);
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (left < AHEAD_PX) loadOlder();
  };
  const toTop = (): void => {
    if (region.current) region.current.scrollTop = 0;
    setAtTop(true);
  };

  return (
    <div className="view">
      <ViewHead title={t('views.events')} summary={isAtTop ? t('events.live') : t('events.paused')}>
        {!isAtTop && isBehind && (
          <Button
            variant="filled"
            leftSection={<IconArrowUp size={18} aria-hidden />}
            onClick={toTop}
          >
            {t('events.to_newest')}
          </Button>
        )}
        <ExportButton filter={filter} onError={setFailure} />
      </ViewHead>
      <EventFilters choice={choice} onChange={change} onClear={() => change(EVERYTHING)} />
      {shownError !== null && <ErrorNote error={shownError} />}
      {rows.length > 0 && (
        <DataTable
          label={t('views.events')}
          columns={columns}
          rows={rows}
          rowKey={(event) => String(event.id)}
          onScroll={onScroll}
        />
      )}
      {page !== null && rows.length === 0 && (
        <Nothing icon={IconSearchOff} title={t('events.nothing')} why={t('events.nothing_why')} />
      )}
    </div>
  );
}
