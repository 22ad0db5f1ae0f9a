import { useElementSize } from '@mantine/hooks';
import { memo, useState, type PointerEvent, type ReactNode } from 'react';
import { useFormat } from '../../i18n/format.ts';
import { areaPath, linePath, nearest, niceMax, type Scale, type Series } from './chart-lines.ts';
import { timeWindow } from './time-window.ts';
import './TimeChart.css';

const MARGIN = { top: 8, right: 14, bottom: 24 };
/** Lines across, above the one at nought. */
const LINES = { low: 2, high: 4 };
const HIGH_PX = 150;

type Props = {
  readonly title: string;
  /** What the chart shows, for who cannot see it. */
  readonly alt: string;
  readonly height: number;
  /** Of the points, in ms since 1970, growing. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
  readonly kind?: 'line' | 'area';
  /** The least value that the chart has room for. */
  readonly least: number;
  /** How its figures are written. */
  readonly figure: (value: number) => string;
  /** The same on the axis, where there is less room. */
  readonly tick?: (value: number) => string;
  readonly axisPx?: number;
  readonly compact?: boolean;
};

/**
 * Figures of the last five minutes. It is drawn by hand: a chart is a few paths and a few words, and
 * drawing it anew each second must cost next to nothing.
 */
export function TimeChart(props: Props) {
  const { title, alt, series, height, times, least, figure, compact = false } = props;
  const { kind = 'line', tick = figure, axisPx = 64 } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { from, to, ticks } = timeWindow(times.at(-1) ?? 0);
  const max = niceMax(
    series.flatMap(({ values }) => [...values]),
    least,
  );
  const bottom = height - MARGIN.bottom;
  const room = Math.max(0, width - axisPx - MARGIN.right);
  const scale: Scale = {
    x: (at) => axisPx + (room * (at - from)) / (to - from),
    y: (value) => bottom - ((bottom - MARGIN.top) * value) / max,
  };
  // Alone in a view, or one of a few below a heading.
  const Title = compact ? 'h4' : 'h2';
  const path = kind === 'line' ? linePath : areaPath;
  return (
    <section className="chart" data-compact={compact || undefined}>
      <div className="chart__head">
        <Title>{title}</Title>
        {series.length > 1 &&
          series.map(({ key, label }) => (
            <span key={key} className={`chart__key chart__key--${key}`}>
              {label}
            </span>
          ))}
      </div>
      <div className="chart__room" ref={ref}>
        <svg role="img" aria-label={alt} width={width} height={height}>
          <Frame
            {...{ axisPx, bottom, width, max, tick }}
            lines={height < HIGH_PX ? LINES.low : LINES.high}
          />
          {times.length > 0 &&
            ticks.map((at) => <Minute key={at} at={at} x={scale.x(at)} y={height} />)}
          {width > 0 &&
            series.map(({ key, values }) => (
              <path
                key={key}
                className={`chart__${kind} chart__${kind}--${key}`}
                d={path(times, values, scale)}
              />
            ))}
        </svg>
        <Reading {...{ times, series, scale, figure, height: bottom }} />
      </div>
    </section>
  );
}

type FrameProps = {
  readonly axisPx: number;
  readonly bottom: number;
  readonly width: number;
  readonly max: number;
  readonly lines: number;
  readonly tick: (value: number) => string;
};

/** The lines across, with their figures: drawn anew only when they are other ones. */
const Frame = memo(function Frame({ axisPx, bottom, width, max, lines, tick }: FrameProps) {
  return Array.from({ length: lines + 1 }, (_, index) => {
    const y = bottom - ((bottom - MARGIN.top) * index) / lines;
    return (
      <g key={index} className="chart__line-across">
        <line x1={axisPx} x2={Math.max(axisPx, width - MARGIN.right)} y1={y} y2={y} />
        <text x={axisPx - 8} y={y} dy="0.32em" textAnchor="end">
          {tick((max * index) / lines)}
        </text>
      </g>
    );
  });
});

function Minute({ at, x, y }: { readonly at: number; readonly x: number; readonly y: number }) {
  const format = useFormat();
  return (
    <text className="chart__minute" x={x} y={y - 6} textAnchor="middle">
      {format.time(at)}
    </text>
  );
}

type ReadingProps = Pick<Props, 'times' | 'series' | 'figure'> & {
  readonly scale: Scale;
  readonly height: number;
};

/** The figures of the second under the pointer. Only this is drawn anew as it moves. */
function Reading({ times, series, figure, scale, height }: ReadingProps): ReactNode {
  const format = useFormat();
  const [pointer, setPointer] = useState<number | null>(null);
  const move = ({ nativeEvent }: PointerEvent): void => setPointer(nativeEvent.offsetX);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const [left, right] = [scale.x(first), scale.x(last)];
  const share = pointer === null || right === left ? 0 : (pointer - left) / (right - left);
  const index = pointer === null ? -1 : nearest(times, first + share * (last - first));
  const at = times[index];
  const x = at === undefined ? 0 : scale.x(at);
  return (
    <div className="chart__pointer" onPointerMove={move} onPointerLeave={() => setPointer(null)}>
      {at !== undefined && (
        <>
          <span className="chart__cursor" style={{ left: x, height }} />
          <span
            className="chart-tip"
            data-side={x > (left + right) / 2 ? 'left' : 'right'}
            style={{ left: x }}
          >
            <span className="soft">{format.seconds(at)}</span>
            {series.map(({ key, label, values }) => (
              <span key={key} className="chart-tip__row">
                <span>{label}</span>
                <strong>{Number.isNaN(values[index]) ? '–' : figure(values[index] ?? 0)}</strong>
              </span>
            ))}
          </span>
        </>
      )}
    </div>
  );
}
