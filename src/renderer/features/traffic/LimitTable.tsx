import { useTranslation } from 'react-i18next';
import { LIMIT_NAMES, type LimitsHit } from '../../../contract/limits-hit.ts';
import { useFormat } from '../../i18n/format.ts';

/** Every limit at the gateway, how often it was hit, and what that means. */
export function LimitTable({ limits }: { readonly limits: LimitsHit }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="drop-table" aria-label={t('traffic.limits')}>
      <thead>
        <tr>
          <th scope="col">{t('traffic.limit')}</th>
          <th scope="col">{t('traffic.times')}</th>
          <th scope="col">{t('traffic.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {LIMIT_NAMES.map((name) => (
          <tr key={name} data-none={limits[name] === 0 || undefined}>
            <th scope="row">{t(`limit_name.${name}`)}</th>
            <td data-testid={`limit-${name}`}>{format.number(limits[name])}</td>
            <td>{t(`limit_meaning.${name}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
