import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';

export function RotateKey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
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
      <p>{t('tokens.rotating.overlap')}</p>
      <p className="soft">{t('tokens.rotating.live')}</p>
    </ConfirmDialog>
  );
}
