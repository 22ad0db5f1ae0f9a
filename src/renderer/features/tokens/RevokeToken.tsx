import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../../contract/operator.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';

type Props = { readonly token: TokenView; readonly onClose: () => void };

export function RevokeToken({ token: { jti, user_id: user }, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      command="token.revoke"
      input={{ jti }}
      title={t('tokens.revoking.title', { user })}
      submit={t('tokens.revoking.submit')}
      done={() => t('tokens.revoking.done', { user })}
      onClose={onClose}
    >
      <p>
        <strong>{t('tokens.revoking.hits', { user })}</strong>
      </p>
      <p className="soft">{t('tokens.revoking.forever')}</p>
    </ConfirmDialog>
  );
}
