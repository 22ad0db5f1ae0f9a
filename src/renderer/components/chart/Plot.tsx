import { memo, useMemo } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { useFormat } from '../../i18n/format.ts';
import { chartRows, niceMax, type Series } from './chart-lines.ts';
import { timeWindow } from './time-window.ts';

/** The room around the lines, in px; on the left stand the figures. */
export const MARGIN = { top: 8, right: 14, bottom: 24 };
/** Lines across, above the one at nought. */
const LINES = { low: 2, high: 4 };
const HIGH_PX = 150;
/** Points that are closer than this cannot be told apart, in px. */
const APART_PX = 2;

const COLOUR: Readonly<Record<string, string>> = { out: 'var(--series-out)' };
/** Round caps add two to each dash, and make a dot of a point that stands alone between two gaps. */
const DASHES: Readonly<Record<string, string>> = { out: '4 5' };

type Props = {
  readonly width: number;
  readonly height: number;
  readonly times: readonly number[];
  readonly series: readonly Series[];
  readonly kind: 'line' | 'area';
  readonly least: number;
  readonly tick: (value: number) => string;
  readonly axisPx: number;
  readonly spanMs: number;
};

/**
 * The lines of a chart, in their frame. Nothing is left to Recharts to find out: sizes, domains and
 * ticks are given, nothing moves by itself, and what the pointer reads is drawn elsewhere, so that
 * it costs one drawing a second and none in between.
 */
export const Plot = memo(function Plot(props: Props) {
  const { width, height, times, series, kind, least, tick, axisPx, spanMs } = props;
  const format = useFormat();
  const { from, to, ticks } = timeWindow(times.at(-1) ?? 0, spanMs);
  const room = Math.max(1, width - axisPx - MARGIN.right);
  const apartMs = (APART_PX * (to - from)) / room;
  const rows = useMemo(() => chartRows(times, series, apartMs), [times, series, apartMs]);
  const max = useMemo(
    () =>
      niceMax(
        series.flatMap(({ values }) => [...values]),
        least,
      ),
    [series, least],
  );
  const lines = height < HIGH_PX ? LINES.low : LINES.high;
  const steps = Array.from({ length: lines + 1 }, (_, index) => (max * index) / lines);
  return (
    <ComposedChart
      width={width}
      height={height}
      margin={{ ...MARGIN, bottom: 0, left: 0 }}
      data={rows}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} />
      <XAxis
        dataKey="at"
        type="number"
        scale="linear"
        domain={[from, to]}
        allowDataOverflow
        height={MARGIN.bottom}
        axisLine={false}
        tickLine={false}
        interval={0}
        ticks={times.length > 0 ? ticks : []}
        tick={({ x, payload }: Tick) => (
          <text className="chart__minute" x={x} y={height - 6} textAnchor="middle">
            {format.time(payload.value)}
          </text>
        )}
      />
      <YAxis
        type="number"
        scale="linear"
        domain={[0, max]}
        width={axisPx}
        axisLine={false}
        tickLine={false}
        interval={0}
        ticks={steps}
        tick={({ y, payload }: Tick) => (
          <text x={axisPx - 8} y={y} dy="0.32em" textAnchor="end">
            {tick(payload.value)}
          </text>
        )}
      />
      {series.map(({ key }) =>
        kind === 'line' ? (
          <Line
            key={key}
            dataKey={key}
            type="linear"
            stroke={COLOUR[key] ?? 'var(--accent)'}
            {...(DASHES[key] !== undefined && { strokeDasharray: DASHES[key] })}
            strokeWidth={2}
            strokeLinecap="round"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ) : (
          <Area
            key={key}
            dataKey={key}
            type="stepAfter"
            stroke="var(--caution)"
            fill="var(--caution)"
            fillOpacity={1}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ),
      )}
    </ComposedChart>
  );
});

/** What Recharts tells of a tick. */
type Tick = {
  readonly x: number | string;
  readonly y: number | string;
  readonly payload: { readonly value: number };
};
