import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';

type Props = {
  readonly user: string;
  /** How many channels it is in. */
  readonly channels: number;
  readonly onClose: () => void;
};

export function KickRadio({ user, channels, onClose }: Props) {
  const { t } = useTranslation();
  const hits =
    channels === 0
      ? t('radios.kicking.hits_nothing', { user })
      : t('radios.kicking.hits', { user, count: channels });
  return (
    <ConfirmDialog
      command="radio.kick"
      input={{ user_id: user }}
      title={t('radios.kicking.title', { user })}
      submit={t('radios.kicking.submit', { user })}
      done={() => t('radios.kicking.done', { user })}
      onClose={onClose}
    >
      <p>
        <strong>{hits}</strong>
      </p>
      <p className="soft">{t('radios.kicking.again')}</p>
    </ConfirmDialog>
  );
}
