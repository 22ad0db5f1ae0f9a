import type { TooltipContentProps } from 'recharts';
import { useFormat } from '../../i18n/format.ts';

/** The figures of the second under the pointer. */
export function ChartTip({ active, payload, label }: TooltipContentProps) {
  const format = useFormat();
  if (!active || payload.length === 0) return null;
  return (
    <div className="chart-tip">
      <p className="soft">{format.seconds(Number(label))}</p>
      {payload.map(({ name, value }) => (
        <p key={String(name)}>
          <span>{name}</span>
          <strong>{format.number(Math.round(Number(value)))}</strong>
        </p>
      ))}
    </div>
  );
}
