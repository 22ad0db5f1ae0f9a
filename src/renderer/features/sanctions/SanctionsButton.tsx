import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import { useDialog } from '../../store/dialog.ts';

/** Opens the bans and mutes, and says how many there are. */
export function SanctionsButton() {
  const { t } = useTranslation();
  const format = useFormat();
  const count = useConsole(({ sanctions }) => sanctions.size);
  const open = useDialog((state) => state.open);
  return (
    <Button
      variant="default"
      aria-keyshortcuts="s"
      leftSection={<IconBan size={20} aria-hidden />}
      onClick={() => open({ kind: 'sanctions' })}
    >
      {t('sanctions.title')} {format.number(count)}
    </Button>
  );
}
