import { useTranslation } from 'react-i18next';
import { clockDuration, useFormat } from '../i18n/format.ts';
import { useNow } from '../store/clock.ts';

/** How long ago something was, ticking; when it was is in the title. */
export function Ago({ at }: { readonly at: number | null }) {
  const { t } = useTranslation();
  const now = useNow();
  const format = useFormat();
  if (at === null) return <span className="soft">{t('common.unknown')}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={format.seconds(at)}>
      {clockDuration(now - at)}
    </time>
  );
}
