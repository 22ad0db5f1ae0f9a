import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerView } from '../../../contract/operator.ts';
import { SpanChoice } from '../../components/SpanChoice.tsx';
import type { Span } from '../../store/past-lines.ts';
import { MediaCharts } from './MediaCharts.tsx';

/** The peer whose charts are shown; it may have gone meanwhile. */
export type ChosenPeer = Pick<PeerView, 'ssrc' | 'user_id' | 'channel_id'>;

type Props = { readonly chosen: ChosenPeer | null; readonly onAll: () => void };

/** Packets, loss and jitter of all radios, or of the peer that was chosen in the list. */
export function ChartRow({ chosen, onAll }: Props) {
  const { t } = useTranslation();
  const [span, setSpan] = useState<Span>('minutes');
  const charted = useMemo(
    () =>
      chosen === null
        ? {}
        : { user: chosen.user_id, channel: chosen.channel_id, ssrcs: [chosen.ssrc] },
    [chosen],
  );
  const whom =
    chosen === null
      ? t('charts.everybody')
      : t('media.chosen', { ssrc: chosen.ssrc, user: chosen.user_id });
  return (
    <section className="chart-row" aria-label={t('charts.title')}>
      <div className="chart-row__head">
        <h2 className="cut" title={whom}>
          {whom}
        </h2>
        {chosen !== null && (
          <Button variant="default" leftSection={<IconX size={20} aria-hidden />} onClick={onAll}>
            {t('charts.everybody')}
          </Button>
        )}
        <SpanChoice span={span} onChange={setSpan} />
      </div>
      <div className="chart-row__charts">
        <MediaCharts charted={charted} span={span} whom={whom} height={112} heading="h3" />
      </div>
    </section>
  );
}
