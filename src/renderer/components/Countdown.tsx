import { useTranslation } from 'react-i18next';
import { clockDuration, useFormat } from '../i18n/format.ts';
import { useNow } from '../store/clock.ts';

/** How long it is until something, ticking; when that is is in the title. */
export function Countdown({ to }: { readonly to: number | null }) {
  const { t } = useTranslation();
  const now = useNow();
  const format = useFormat();
  if (to === null) return <span className="soft">{t('common.unknown')}</span>;
  return (
    <time dateTime={new Date(to).toISOString()} title={format.seconds(to)}>
      {clockDuration(to - now)}
    </time>
  );
}
