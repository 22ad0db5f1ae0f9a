import { useTranslation } from 'react-i18next';
import { niceMax } from '../../components/chart/chart-lines.ts';
import { usePacketsIn } from '../../store/history.ts';
import { sparkPath } from './spark-path.ts';

const SIZE = { width: 96, height: 26 };
/** Seconds of one step: as much as can be told apart. */
const STEP_S = 5;
/** Packets a second that it has room for at least: half of a talker in the usual frames of 20 ms. */
const LEAST = 25;

/** The traffic of a channel in the last five minutes, at a glance: one path, drawn once a second. */
export function Sparkline({ channel }: { readonly channel: string }) {
  const { t } = useTranslation();
  const packets = usePacketsIn(channel, STEP_S);
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={t('net.spark')}
      width={SIZE.width}
      height={SIZE.height}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
    >
      <path d={sparkPath(packets, { ...SIZE, max: niceMax(packets, LEAST) })} />
    </svg>
  );
}
