import { useTranslation } from 'react-i18next';
import { Limit } from '../../contract/limits.ts';
import './UnreadMark.css';

/** How many messages are unread; nothing for none. */
export function UnreadMark({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  const most = Limit.UNREAD_COUNTED - 1;
  return (
    <strong className="unread-mark">
      <span aria-hidden>{count > most ? `${most}+` : count}</span>
      <span className="for-ears">{t('messages.unread', { count })}</span>
    </strong>
  );
}
