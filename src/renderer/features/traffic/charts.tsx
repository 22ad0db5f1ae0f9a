import { memo, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeChart } from '../../components/chart/TimeChart.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useNetLines, type NetLines } from '../../store/net-lines.ts';
import { SPAN_MS, type Span } from '../../store/past-lines.ts';

type Props = { readonly span: Span };
type ChartProps = Props & { readonly lines: NetLines };

/** What the relay carried and dropped over time: drawn in turns that a click may come between. */
export function TrafficCharts({ span }: Props) {
  const lines = useDeferredValue(useNetLines(span));
  return (
    <>
      <PacketsChart span={span} lines={lines} />
      <DropsChart span={span} lines={lines} />
    </>
  );
}

/** Packets in and out per second. */
const PacketsChart = memo(function PacketsChart({ span, lines }: ChartProps) {
  const { t } = useTranslation();
  const count = useCount();
  const { times, packetsIn, packetsOut } = lines;
  const series = useMemo(
    () => [
      { key: 'in', label: t('traffic.in'), values: packetsIn },
      { key: 'out', label: t('traffic.out'), values: packetsOut },
    ],
    [t, packetsIn, packetsOut],
  );
  return (
    <TimeChart
      title={t('traffic.packets')}
      alt={t('traffic.packets_alt', { span: t(`charts.spans.${span}`) })}
      height={210}
      least={20}
      times={times}
      spanMs={SPAN_MS[span]}
      figure={count}
      series={series}
    />
  );
});

/** Dropped packets per second. */
const DropsChart = memo(function DropsChart({ span, lines }: ChartProps) {
  const { t } = useTranslation();
  const count = useCount();
  const { times, drops } = lines;
  const series = useMemo(
    () => [{ key: 'drops', label: t('traffic.drops'), values: drops }],
    [t, drops],
  );
  return (
    <TimeChart
      title={t('traffic.dropped')}
      alt={t('traffic.drops_alt', { span: t(`charts.spans.${span}`) })}
      height={110}
      kind="area"
      least={4}
      times={times}
      spanMs={SPAN_MS[span]}
      figure={count}
      series={series}
    />
  );
});

function useCount(): (value: number) => string {
  const format = useFormat();
  return useMemo(() => (value) => format.number(Math.round(value)), [format]);
}
