import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Says in passing that something was done. */
export function say(message: string): void {
  notifications.show({ message, closeButtonProps: { 'aria-label': i18next.t('common.close') } });
}
