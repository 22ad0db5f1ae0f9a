import { Button, TextInput } from '@mantine/core';
import { IconBan, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly wanted: string;
  readonly onWanted: (wanted: string) => void;
  /** How many tokens are selected that can be revoked. */
  readonly picked: number;
  readonly onRevoke: () => void;
  readonly onClear: () => void;
};

/** What narrows the list of tokens, and what can be done to those that are selected. */
export function TokenTools({ wanted, onWanted, picked, onRevoke, onClear }: Props) {
  const { t } = useTranslation();
  return (
    <div className="token-tools">
      <TextInput
        className="token-tools__search"
        type="search"
        data-search
        aria-label={t('tokens.search')}
        placeholder={t('tokens.search')}
        leftSection={<IconSearch size={20} aria-hidden />}
        value={wanted}
        onChange={(event) => onWanted(event.currentTarget.value)}
      />
      {picked > 0 && (
        <div className="row" role="group" aria-label={t('tokens.selection')}>
          <strong role="status">{t('tokens.selected', { count: picked })}</strong>
          <Button
            variant="default"
            leftSection={<IconBan size={20} aria-hidden />}
            onClick={onRevoke}
          >
            {t('tokens.revoke_selected')}
          </Button>
          <Button variant="subtle" onClick={onClear}>
            {t('radios.clear_selection')}
          </Button>
        </div>
      )}
    </div>
  );
}
