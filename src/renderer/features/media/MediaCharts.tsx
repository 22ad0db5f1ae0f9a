import { memo, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeChart } from '../../components/chart/TimeChart.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useTrafficLines, type Charted } from '../../store/history.ts';
import { SPAN_MS, type Span } from '../../store/past-lines.ts';
import type { PeerLines } from '../../store/peer-history.ts';

type Props = {
  readonly charted: Charted;
  readonly span: Span;
  /** Whose media it is, in words. */
  readonly whom: string;
  readonly height: number;
};

type ChartProps = Omit<Props, 'charted'> & { readonly lines: PeerLines };

const FRAME = { axisPx: 56, compact: true } as const;

/** Packets, loss and jitter over time. Each is drawn in a turn of its own, so that none holds up a click. */
export function MediaCharts({ charted, ...rest }: Props) {
  const lines = useTrafficLines(charted, rest.span);
  const later = useDeferredValue(lines);
  return (
    <>
      <PacketsChart {...rest} lines={lines} />
      <LossChart {...rest} lines={later} />
      <JitterChart {...rest} lines={later} />
    </>
  );
}

/** Packets in and out per second. */
export const PacketsChart = memo(function PacketsChart({ lines, span, whom, height }: ChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
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
      {...FRAME}
      height={height}
      title={t('traffic.packets')}
      alt={t('charts.packets_alt', { whom, span: t(`charts.spans.${span}`) })}
      times={times}
      spanMs={SPAN_MS[span]}
      least={10}
      figure={(value) => format.number(Math.round(value))}
      series={series}
    />
  );
});

/** The share of packets that never came. */
const LossChart = memo(function LossChart({ lines, span, whom, height }: ChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { times, loss } = lines;
  const series = useMemo(() => [{ key: 'loss', label: t('radios.loss'), values: loss }], [t, loss]);
  return (
    <TimeChart
      {...FRAME}
      height={height}
      title={t('radios.loss')}
      alt={t('charts.loss_alt', { whom, span: t(`charts.spans.${span}`) })}
      kind="area"
      times={times}
      spanMs={SPAN_MS[span]}
      least={0.02}
      figure={format.share}
      series={series}
    />
  );
});

const JitterChart = memo(function JitterChart({ lines, span, whom, height }: ChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { times, jitter } = lines;
  const series = useMemo(
    () => [{ key: 'jitter', label: t('radios.jitter'), values: jitter }],
    [t, jitter],
  );
  return (
    <TimeChart
      {...FRAME}
      height={height}
      title={t('radios.jitter')}
      alt={t('charts.jitter_alt', { whom, span: t(`charts.spans.${span}`) })}
      times={times}
      spanMs={SPAN_MS[span]}
      least={10}
      figure={format.ms}
      tick={(value) => `${format.number(Math.round(value))} ms`}
      series={series}
    />
  );
});
