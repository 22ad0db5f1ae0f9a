import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorError } from '../../../contract/operator.ts';
import { say } from '../../components/say.ts';
import { asError } from '../../components/use-command.ts';
import { eventText } from '../../i18n/event-text.ts';
import { useFormat } from '../../i18n/format.ts';
import type { EventFilter } from './event-filter.ts';
import { exportEvents } from './export-events.ts';

type Props = {
  readonly filter: EventFilter;
  /** Hears what is in the way; null once it is tried again. */
  readonly onError: (error: OperatorError | null) => void;
};

/** Saves what is shown, and all that would be on scrolling down, for a spreadsheet. */
export function ExportButton({ filter, onError }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    onError(null);
    try {
      const result = await exportEvents(filter, (event) => eventText(t, format, event));
      if (!result.ok) {
        onError(result.error);
        return;
      }
      const { path, count, isCut } = result.value;
      if (path === null) return;

      say(
        isCut
          ? t('events.exported_newest', { path, replace: { count: format.number(count) } })
          : t('events.exported', { path }),
      );
    } catch (cause) {
      onError(asError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={20} aria-hidden />}
      onClick={() => void save()}
    >
      {t('events.export')}
    </Button>
  );
}
