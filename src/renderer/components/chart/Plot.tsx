import { memo, useMemo } from 'react';
import { useFormat } from '../../i18n/format.ts';
import { chartRows, niceMax, type ChartRow, type Series } from './chart-lines.ts';
import { linePath, stepPath, type Frame } from './plot-path.ts';
import { timeWindow } from './time-window.ts';

/** The room around the lines, in px; on the left stand the figures. */
export const MARGIN = { top: 8, right: 14, bottom: 24 };
/** Lines across, above the one at nought. */
const LINES = { low: 2, high: 4 };
const HIGH_PX = 150;
/** Points that are closer than this cannot be told apart, in px. */
const APART_PX = 2;
/** Between the figures of the axis and the lines, and below the times, in px. */
const ASIDE_PX = 8;
const BELOW_PX = 6;

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
 * The lines of a chart, in their frame: one path for each, and a text for each tick, as a chart of
 * which nothing has to be found out needs no more. What the pointer reads is drawn elsewhere, so that
 * it costs one drawing a second and none in between.
 */
export const Plot = memo(function Plot(props: Props) {
  const { width, height, times, series, kind, least, tick, axisPx, spanMs } = props;
  const format = useFormat();
  const { from, to, ticks } = timeWindow(times.at(-1) ?? 0, spanMs);
  const right = width - MARGIN.right;
  const room = Math.max(1, right - axisPx);
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
  const floor = height - MARGIN.bottom;
  const frame: Frame = {
    // What is older than the chart goes no further than its edge.
    x: (at) => axisPx + (room * Math.max(0, at - from)) / (to - from),
    y: (value) => floor - ((floor - MARGIN.top) * value) / max,
    floor,
  };
  const Shape = kind === 'line' ? Line : Steps;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {steps.map((value) => (
        <Level key={value} y={frame.y(value)} left={axisPx} right={right} figure={tick(value)} />
      ))}
      {times.length > 0 &&
        ticks.map((at) => (
          <text key={at} x={frame.x(at)} y={height - BELOW_PX} textAnchor="middle">
            {format.time(at)}
          </text>
        ))}
      {series.map(({ key }) => (
        <Shape key={key} name={key} rows={rows} frame={frame} />
      ))}
    </svg>
  );
});

type LevelProps = {
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly figure: string;
};

/** A line across, and what it stands for. */
function Level({ y, left, right, figure }: LevelProps) {
  return (
    <>
      <line className="chart__grid" x1={left} x2={right} y1={y} y2={y} />
      <text x={left - ASIDE_PX} y={y} dy="0.32em" textAnchor="end">
        {figure}
      </text>
    </>
  );
}

type ShapeProps = {
  readonly name: string;
  readonly rows: readonly ChartRow[];
  readonly frame: Frame;
};

function Line({ name, rows, frame }: ShapeProps) {
  return <path className={`chart__line chart__line--${name}`} d={linePath(rows, name, frame)} />;
}

function Steps({ name, rows, frame }: ShapeProps) {
  const { outline, fill } = stepPath(rows, name, frame);
  return (
    <>
      <path className="chart__fill" d={fill} />
      <path className="chart__line chart__line--steps" d={outline} />
    </>
  );
}
