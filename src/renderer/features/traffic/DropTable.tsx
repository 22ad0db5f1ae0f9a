import { useTranslation } from 'react-i18next';
import { DROP_REASONS } from '../../../contract/drops.ts';
import type { Totals } from '../../../contract/operator.ts';
import { useFormat } from '../../i18n/format.ts';

/** Every reason for which packets are dropped, how often, and what it means. */
export function DropTable({ drops }: Pick<Totals, 'drops'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = DROP_REASONS.reduce((sum, reason) => sum + drops[reason], 0);
  return (
    <table className="drop-table" aria-label={t('traffic.by_reason')}>
      <thead>
        <tr>
          <th scope="col">{t('traffic.reason')}</th>
          <th scope="col">{t('traffic.count')}</th>
          <th scope="col">{t('traffic.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {DROP_REASONS.map((reason) => (
          <tr key={reason} data-none={drops[reason] === 0 || undefined}>
            <th scope="row">{t(`drop_reason.${reason}`)}</th>
            <td>{format.number(drops[reason])}</td>
            <td>{t(`drop_meaning.${reason}`)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('traffic.all')}</th>
          <td>{format.number(all)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
