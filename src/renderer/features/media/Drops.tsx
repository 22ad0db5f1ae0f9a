import { useTranslation } from 'react-i18next';
import { DROP_REASONS } from '../../../contract/drops.ts';
import type { PeerView } from '../../../contract/operator.ts';
import { More } from '../../components/More.tsx';
import { useFormat } from '../../i18n/format.ts';

type Props = Pick<PeerView, 'ssrc' | 'drops'>;

/** What a peer's packets were dropped for: the most frequent reason, the others behind a button. */
export function Drops({ ssrc, drops }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasons = DROP_REASONS.map((reason) => ({ reason, count: drops[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const [first, ...others] = reasons;
  if (first === undefined) return <span className="soft">{t('common.none')}</span>;
  return (
    <span className="drops">
      <span className="two-lines">
        <span>{format.number(first.count)}</span>
        <span className="soft cut">{t(`drop_reason.${first.reason}`)}</span>
      </span>
      {others.length > 0 && (
        <More
          label={t('media.more_drops', { ssrc, count: others.length })}
          title={t('media.all_drops', { ssrc })}
          count={others.length}
        >
          {reasons.map(({ reason, count }) => (
            <div key={reason}>
              <dt>{t(`drop_reason.${reason}`)}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
        </More>
      )}
    </span>
  );
}
