import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SpanChoice } from '../../components/SpanChoice.tsx';
import type { Span } from '../../store/past-lines.ts';
import { MediaCharts } from '../media/MediaCharts.tsx';

type Props = { readonly user: string; readonly ssrcs: readonly number[] };

/** What a radio sent and was sent in all its channels, how much was lost, and the jitter. */
export function RadioCharts({ user, ssrcs }: Props) {
  const { t } = useTranslation();
  const [span, setSpan] = useState<Span>('minutes');
  const key = ssrcs.join(' ');
  // The same places are the same list, or every second would begin the lines anew.
  const charted = useMemo(
    () => ({ user, ssrcs: key === '' ? [] : key.split(' ').map(Number) }),
    [user, key],
  );
  return (
    <section>
      <div className="radio-panel__heading">
        <h3>{t('charts.title')}</h3>
        <SpanChoice span={span} onChange={setSpan} />
      </div>
      <MediaCharts charted={charted} span={span} whom={user} height={96} heading="h4" />
    </section>
  );
}
