import { useDeferredValue, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Area,
  AreaChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { TrafficPoint } from '../../../contract/operator.ts';
import { useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import { ChartTip } from './ChartTip.tsx';
import { timeWindow } from './time-window.ts';

const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
const TICK = { fill: 'var(--soft)', fontSize: 13 };
const AXIS_WIDTH = 64;

/** The parts that both charts have: the last five minutes from left to right, and how much up. */
function useFrame(points: readonly TrafficPoint[]) {
  const format = useFormat();
  const { from, to, ticks } = timeWindow(points.at(-1)?.at ?? 0);
  const frame = (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="at"
        type="number"
        domain={[from, to]}
        ticks={points.length > 0 ? ticks : []}
        tickFormatter={format.time}
        tick={TICK}
        stroke="var(--line)"
        allowDataOverflow
      />
      <YAxis
        width={AXIS_WIDTH}
        tick={TICK}
        tickFormatter={format.number}
        stroke="var(--line)"
        allowDecimals={false}
        domain={[0, 'auto']}
      />
    </>
  );
  return frame;
}

/** Packets in and out per second. */
export function PacketsChart() {
  const { t } = useTranslation();
  const points = useConsole((state) => state.traffic);
  const frame = useFrame(points);
  const legend = (
    <>
      <Key series="in" label={t('traffic.in')} />
      <Key series="out" label={t('traffic.out')} />
    </>
  );
  return (
    <Chart title={t('traffic.packets')} alt={t('traffic.packets_alt')} legend={legend} height={210}>
      <LineChart data={[...points]} margin={MARGIN} accessibilityLayer={false}>
        {frame}
        <Tooltip isAnimationActive={false} content={ChartTip} />
        <Line
          dataKey="packets_out_per_s"
          name={t('traffic.out')}
          stroke="var(--series-out)"
          strokeDasharray="6 3"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="packets_in_per_s"
          name={t('traffic.in')}
          stroke="var(--accent)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </Chart>
  );
}

/** Dropped packets per second. */
export function DropsChart() {
  const { t } = useTranslation();
  // Drawn in a turn of its own, after the other chart, so that neither holds up a click.
  const points = useDeferredValue(useConsole((state) => state.traffic));
  const frame = useFrame(points);
  return (
    <Chart title={t('traffic.dropped')} alt={t('traffic.drops_alt')} height={110}>
      <AreaChart data={[...points]} margin={MARGIN} accessibilityLayer={false}>
        {frame}
        <Tooltip isAnimationActive={false} content={ChartTip} />
        <Area
          type="step"
          dataKey="drops_per_s"
          name={t('traffic.drops')}
          fill="var(--caution)"
          fillOpacity={0.9}
          stroke="var(--caution)"
          activeDot={false}
          isAnimationActive={false}
        />
      </AreaChart>
    </Chart>
  );
}

type ChartProps = {
  readonly title: string;
  /** What the chart shows, for who cannot see it. */
  readonly alt: string;
  readonly legend?: ReactNode;
  readonly height: number;
  readonly children: ReactNode;
};

function Chart({ title, alt, legend, height, children }: ChartProps) {
  return (
    <section className="chart">
      <div className="chart__head">
        <h2>{title}</h2>
        {legend}
      </div>
      <div role="img" aria-label={alt}>
        <ResponsiveContainer width="100%" height={height}>
          {children}
        </ResponsiveContainer>
      </div>
    </section>
  );
}

function Key({ series, label }: { readonly series: 'in' | 'out'; readonly label: string }) {
  return <span className={`chart__key chart__key--${series}`}>{label}</span>;
}
