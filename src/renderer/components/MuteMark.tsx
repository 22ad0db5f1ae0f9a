import { IconMicrophoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import './marks.css';

/** That a radio hears and is not heard. */
export function MuteMark() {
  const { t } = useTranslation();
  return (
    <span className="mark mark--muted" title={t('sanctions.mute_long')}>
      <IconMicrophoneOff size={18} aria-hidden />
      <span>{t('sanctions.is_muted')}</span>
    </span>
  );
}
