import { useTranslation } from 'react-i18next';
import { TimeChart } from '../../components/chart/TimeChart.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';

/** Packets in and out per second. */
export function PacketsChart() {
  const { t } = useTranslation();
  const points = useConsole((state) => state.traffic);
  const format = useFormat();
  return (
    <TimeChart
      title={t('traffic.packets')}
      alt={t('traffic.packets_alt')}
      height={210}
      least={20}
      times={points.map(({ at }) => at)}
      figure={(value) => format.number(Math.round(value))}
      series={[
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
      ]}
    />
  );
}

/** Dropped packets per second. */
export function DropsChart() {
  const { t } = useTranslation();
  const points = useConsole((state) => state.traffic);
  const format = useFormat();
  const drops = points.map(({ drops_per_s }) => drops_per_s);
  return (
    <TimeChart
      title={t('traffic.dropped')}
      alt={t('traffic.drops_alt')}
      height={110}
      kind="area"
      least={4}
      times={points.map(({ at }) => at)}
      figure={(value) => format.number(Math.round(value))}
      series={[{ key: 'drops', label: t('traffic.drops'), values: drops }]}
    />
  );
}
