import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SpanChoice } from '../../components/SpanChoice.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useFormat } from '../../i18n/format.ts';
import { usePaced } from '../../store/console.ts';
import type { Span } from '../../store/past-lines.ts';
import { DropTable } from './DropTable.tsx';
import { LimitTable } from './LimitTable.tsx';
import { TrafficCharts } from './charts.tsx';
import './TrafficView.css';

/** What the relay carries and what it drops, over time and in total. */
export function TrafficView() {
  const { t } = useTranslation();
  const format = useFormat();
  const totals = usePaced((state) => state.totals);
  const limits = usePaced((state) => state.limits_hit);
  const [span, setSpan] = useState<Span>('minutes');
  return (
    <div className="view view--scrolls" role="region" aria-label={t('views.traffic')} tabIndex={0}>
      <ViewHead title={t('views.traffic')} summary={t(`traffic.summary.${span}`)}>
        <SpanChoice span={span} onChange={setSpan} />
      </ViewHead>
      <TrafficCharts span={span} />
      <h2 className="traffic-heading">{t('traffic.totals')}</h2>
      <dl className="totals">
        <Total
          id="packets-in"
          label={t('traffic.packets_in')}
          value={format.number(totals.packets_in)}
        />
        <Total
          id="packets-out"
          label={t('traffic.packets_out')}
          value={format.number(totals.packets_out)}
        />
        <Total id="bytes-in" label={t('traffic.bytes_in')} value={format.bytes(totals.bytes_in)} />
        <Total
          id="bytes-out"
          label={t('traffic.bytes_out')}
          value={format.bytes(totals.bytes_out)}
        />
      </dl>
      <DropTable drops={totals.drops} />
      <h2 className="traffic-heading">{t('traffic.limits')}</h2>
      <LimitTable limits={limits} />
    </div>
  );
}

type TotalProps = { readonly id: string; readonly label: string; readonly value: string };

function Total({ id, label, value }: TotalProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={`total-${id}`}>{value}</dd>
    </div>
  );
}
