import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSelection } from '../../store/selection.ts';
import { ActionButtons } from './ActionButtons.tsx';

/** What can be done to the radios that are selected; it takes its room only while some are. */
export function SelectionBar() {
  const { t } = useTranslation();
  const { picked, set } = useSelection();
  if (picked.size === 0) return null;
  return (
    <div className="selection-bar" role="group" aria-label={t('radios.selection')}>
      <strong role="status">{t('radios.selected', { count: picked.size })}</strong>
      <ActionButtons users={[...picked]} />
      <Tooltip label={t('radios.clear_selection')}>
        <ActionIcon
          aria-label={t('radios.clear_selection')}
          aria-keyshortcuts="Escape"
          onClick={() => set([])}
        >
          <IconX size={22} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
