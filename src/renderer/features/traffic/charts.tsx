import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeChart } from '../../components/chart/TimeChart.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';

/** Packets in and out per second. */
export function PacketsChart() {
  const { t } = useTranslation();
  const points = useConsole((state) => state.traffic);
  const count = useCount();
  const times = useMemo(() => points.map(({ at }) => at), [points]);
  const series = useMemo(
    () => [
      {
        key: 'in',
        label: t('traffic.in'),
        values: points.map(({ packets_in_per_s }) => packets_in_per_s),
      },
      {
        key: 'out',
        label: t('traffic.out'),
        values: points.map(({ packets_out_per_s }) => packets_out_per_s),
      },
    ],
    [points, t],
  );
  return (
    <TimeChart
      title={t('traffic.packets')}
      alt={t('traffic.packets_alt')}
      height={210}
      least={20}
      times={times}
      figure={count}
      series={series}
    />
  );
}

/** Dropped packets per second. */
export function DropsChart() {
  const { t } = useTranslation();
  // Drawn in a turn of its own, after the other chart, so that neither holds up a click.
  const points = useDeferredValue(useConsole((state) => state.traffic));
  const count = useCount();
  const times = useMemo(() => points.map(({ at }) => at), [points]);
  const series = useMemo(() => {
    const values = points.map(({ drops_per_s }) => drops_per_s);
    return [{ key: 'drops', label: t('traffic.drops'), values }];
  }, [points, t]);
  return (
    <TimeChart
      title={t('traffic.dropped')}
      alt={t('traffic.drops_alt')}
      height={110}
      kind="area"
      least={4}
      times={times}
      figure={count}
      series={series}
    />
  );
}

function useCount(): (value: number) => string {
  const format = useFormat();
  return useMemo(() => (value) => format.number(Math.round(value)), [format]);
}
