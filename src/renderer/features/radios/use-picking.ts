import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picking } from '../../components/table/DataRow.tsx';
import { useSelection } from '../../store/selection.ts';

/** Lets the radios of a list be selected, those that are still there. */
export function usePicking(): Picking {
  const { t } = useTranslation();
  const { picked, toggle, set } = useSelection();
  return useMemo(
    () => ({
      picked,
      toggle,
      set,
      label: (user) => t('radios.select', { user }),
      allLabel: t('radios.select_all'),
    }),
    [t, picked, toggle, set],
  );
}
