import { useTranslation } from 'react-i18next';
import { TimeChart } from '../../components/chart/TimeChart.tsx';
import { useFormat } from '../../i18n/format.ts';
import { usePeerLines } from '../../store/history.ts';

const SIZE = { height: 96, axisPx: 56, compact: true } as const;

/** What a radio sent and was sent in the last five minutes, how much was lost, and the jitter. */
export function RadioCharts({ ssrcs }: { readonly ssrcs: readonly number[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { times, packetsIn, packetsOut, loss, jitter } = usePeerLines(ssrcs);
  const count = (value: number): string => format.number(Math.round(value));
  return (
    <section>
      <h3>{t('radios.story.charts')}</h3>
      <TimeChart
        {...SIZE}
        title={t('traffic.packets')}
        alt={t('radios.story.packets_alt')}
        times={times}
        least={10}
        figure={count}
        series={[
          { key: 'in', label: t('traffic.in'), values: packetsIn },
          { key: 'out', label: t('traffic.out'), values: packetsOut },
        ]}
      />
      <TimeChart
        {...SIZE}
        title={t('radios.loss')}
        alt={t('radios.story.loss_alt')}
        kind="area"
        times={times}
        least={0.02}
        figure={format.share}
        series={[{ key: 'loss', label: t('radios.loss'), values: loss }]}
      />
      <TimeChart
        {...SIZE}
        title={t('radios.jitter')}
        alt={t('radios.story.jitter_alt')}
        times={times}
        least={10}
        figure={format.ms}
        tick={(value) => `${count(value)} ms`}
        series={[{ key: 'jitter', label: t('radios.jitter'), values: jitter }]}
      />
    </section>
  );
}
