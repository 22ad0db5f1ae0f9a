import { IconMicrophoneFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import './marks.css';

/** Whether somebody is talking. It takes the same room either way. */
export function TalkMark({ talking }: { readonly talking: boolean }) {
  const { t } = useTranslation();
  if (!talking) {
    return (
      <span className="mark mark--quiet">
        <span aria-hidden>–</span>
        <span className="for-ears">{t('not_talking')}</span>
      </span>
    );
  }
  return (
    <span className="mark mark--talking">
      <IconMicrophoneFilled size={18} aria-hidden />
      {t('talking')}
    </span>
  );
}
