import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RADIO_ACTIONS } from './radio-actions.ts';

/** A button for everything that can be done to these radios. */
export function ActionButtons({ users }: { readonly users: readonly string[] }) {
  const { t } = useTranslation();
  return RADIO_ACTIONS.map(({ key, icon: Shape, label, shortcut, run }) => (
    <Button
      key={key}
      variant="default"
      leftSection={<Shape size={20} aria-hidden />}
      aria-keyshortcuts={shortcut}
      onClick={() => run(users)}
    >
      {label(t)}…
    </Button>
  ));
}
