import { memo, useDeferredValue, useMemo, type ReactNode } from 'react';
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
  /** The level of their headings. */
  readonly heading: 'h2' | 'h3' | 'h4';
};

type ChartProps = Omit<Props, 'charted'> & {
  readonly lines: PeerLines;
  readonly aside?: ReactNode;
};

const AXIS_PX = 56;

/**
 * Packets, loss and jitter over time. They are drawn after the list that they stand beside, in turns
 * that a click may come between.
 */
export function MediaCharts({ charted, ...rest }: Props) {
  const lines = useDeferredValue(useTrafficLines(charted, rest.span));
  return (
    <>
      <PacketsChart {...rest} lines={lines} />
      <LossChart {...rest} lines={lines} />
      <JitterChart {...rest} lines={lines} />
    </>
  );
}

/** Packets in and out per second. */
export const PacketsChart = memo(function PacketsChart(props: ChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { span, whom, height, heading, lines, aside } = props;
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
      axisPx={AXIS_PX}
      compact={heading}
      height={height}
      title={t('traffic.packets')}
      alt={t('charts.packets_alt', { whom, span: t(`charts.spans.${span}`) })}
      times={times}
      spanMs={SPAN_MS[span]}
      nothing={t(`charts.nothing.${span}`)}
      least={10}
      figure={(value) => format.number(Math.round(value))}
      series={series}
      aside={aside}
    />
  );
});

/** The share of packets that never came. */
const LossChart = memo(function LossChart(props: ChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { span, whom, height, heading, lines } = props;
  const { times, loss } = lines;
  const series = useMemo(() => [{ key: 'loss', label: t('radios.loss'), values: loss }], [t, loss]);
  return (
    <TimeChart
      axisPx={AXIS_PX}
      compact={heading}
      height={height}
      title={t('radios.loss')}
      alt={t('charts.loss_alt', { whom, span: t(`charts.spans.${span}`) })}
      kind="area"
      times={times}
      spanMs={SPAN_MS[span]}
      nothing={t(`charts.nothing.${span}`)}
      least={0.02}
      figure={format.share}
      series={series}
    />
  );
});

const JitterChart = memo(function JitterChart(props: ChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { span, whom, height, heading, lines } = props;
  const { times, jitter } = lines;
  const series = useMemo(
    () => [{ key: 'jitter', label: t('radios.jitter'), values: jitter }],
    [t, jitter],
  );
  return (
    <TimeChart
      axisPx={AXIS_PX}
      compact={heading}
      height={height}
      title={t('radios.jitter')}
      alt={t('charts.jitter_alt', { whom, span: t(`charts.spans.${span}`) })}
      times={times}
      spanMs={SPAN_MS[span]}
      nothing={t(`charts.nothing.${span}`)}
      least={10}
      figure={format.ms}
      tick={(value) => `${format.number(Math.round(value))} ms`}
      series={series}
    />
  );
});
