import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Default } from '../../../contract/limits.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { useFormat } from '../../i18n/format.ts';
import { consoleStore } from '../../store/console.ts';
import { outlivingTokens } from './token-state.ts';

const OVERLAP_MS = Default.KEY_OVERLAP_S * 1_000;

/** Asks before tokens are signed with a new key, and says what becomes of those there are. */
export function RotateKey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  // As of when the dialog was opened: what is read does not change under one's eyes.
  const [now] = useState(Date.now);
  const ends = now + OVERLAP_MS;
  const [count] = useState(
    () => outlivingTokens(consoleStore.getState().tokens.values(), now, ends).length,
  );
  return (
    <ConfirmDialog
      command="key.rotate"
      input={{}}
      title={t('tokens.rotating.title')}
      submit={t('tokens.rotating.submit')}
      done={({ kid }) => t('tokens.rotating.done', { kid })}
      onClose={onClose}
    >
      <p>
        <strong>{t('tokens.rotating.explain')}</strong>
      </p>
      <p>{t('tokens.rotating.overlap', { time: format.day(ends) })}</p>
      <p>{count === 0 ? t('tokens.rotating.hits_none') : t('tokens.rotating.hits', { count })}</p>
      <p className="soft">{t('tokens.rotating.live')}</p>
    </ConfirmDialog>
  );
}
