import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../../store/console.ts';
import { RADIO_ACTIONS, type RadioAction } from './radio-actions.ts';

type Props = { readonly users: readonly string[] };

/** A button for everything that can be done to these radios. */
export function ActionButtons({ users }: Props) {
  return RADIO_ACTIONS.map((action) => <Action key={action.key} action={action} users={users} />);
}

function Action({ action, users }: Props & { readonly action: RadioAction }) {
  const { t } = useTranslation();
  const { icon: Shape, label } = useConsole(({ radios }) => action.look(users, radios));
  return (
    <Button
      variant="default"
      leftSection={<Shape size={20} aria-hidden />}
      aria-keyshortcuts={action.shortcut}
      onClick={() => action.run(users)}
    >
      {label(t)}
      {action.asks && '…'}
    </Button>
  );
}
