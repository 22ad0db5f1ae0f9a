import { useElementSize } from '@mantine/hooks';
import { useState, type PointerEvent, type ReactNode } from 'react';
import { useFormat } from '../../i18n/format.ts';
import { nearest, type Scale, type Series } from './chart-lines.ts';
import { MARGIN, Plot } from './Plot.tsx';
import { SHORT_MS, timeWindow } from './time-window.ts';
import './TimeChart.css';

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
  /** Without a frame, and with a heading of this level: one of a few in a part of a view. */
  readonly compact?: 'h2' | 'h3' | 'h4';
  /** What can be chosen for it, at the end of its heading. */
  readonly aside?: ReactNode;
  /** What is said where there is no figure to show; nothing where left out. */
  readonly nothing?: string;
  /** How long a time is shown, in ms; five minutes where left out. */
  readonly spanMs?: number;
};

/** Figures of the last minutes. What the pointer points at is read off without drawing it anew. */
export function TimeChart(props: Props) {
  const { title, alt, series, height, times, least, figure, compact, aside, nothing } = props;
  const { kind = 'line', tick = figure, axisPx = 64, spanMs = SHORT_MS } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { from, to } = timeWindow(times.at(-1) ?? 0, spanMs);
  const room = Math.max(0, width - axisPx - MARGIN.right);
  const scale: Scale = { x: (at) => axisPx + (room * (at - from)) / (to - from) };
  const Title = compact ?? 'h2';
  const isEmpty = series.every(({ values }) => values.every(Number.isNaN));
  return (
    <section className="chart" data-compact={compact !== undefined || undefined}>
      <div className="chart__head">
        <Title>{title}</Title>
        {series.length > 1 &&
          series.map(({ key, label }) => (
            <span key={key} className={`chart__key chart__key--${key}`}>
              {label}
            </span>
          ))}
        {aside !== undefined && <span className="chart__aside">{aside}</span>}
      </div>
      <div className="chart__room" ref={ref}>
        <div role="img" aria-label={alt} style={{ height }}>
          {width > 0 && (
            <Plot {...{ width, height, times, series, kind, least, tick, axisPx, spanMs }} />
          )}
        </div>
        {isEmpty && nothing !== undefined && (
          <p className="chart__nothing" style={{ left: axisPx, bottom: MARGIN.bottom }}>
            {nothing}
          </p>
        )}
        <Reading {...{ times, series, scale, figure, height: height - MARGIN.bottom }} />
      </div>
    </section>
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
