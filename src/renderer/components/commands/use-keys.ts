import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useDialog } from '../../store/dialog.ts';
import { commands } from './commands.ts';
import { isKey, isPaletteKey, isTyping } from './key-match.ts';
import { letterKeys } from './letter-keys.ts';

/** Changes to the other colours. */
export function useToggleTheme(): () => void {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark');
}

/**
 * The keys of the window: each does its command, but not while somebody types, nor behind an open
 * dialog or menu. Whoever needs the letters for something else switches them off (WCAG 2.1.4).
 */
export function useKeys(enabled: boolean): void {
  const toggleTheme = useToggleTheme();
  const isBehind = useRef(false);
  // Before a dialog hears of the key: Escape may have closed it by the time that it gets here, and
  // would close what is behind it as well.
  useEffect(() => {
    const look = (): void => {
      isBehind.current = isBehindDialog();
    };
    window.addEventListener('keydown', look, { capture: true });
    return () => window.removeEventListener('keydown', look, { capture: true });
  }, []);
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || isBehind.current) return;
      if (isPaletteKey(event)) {
        event.preventDefault();
        useDialog.getState().open({ kind: 'palette' });
        return;
      }
      if (isTyping(event.target)) return;
      const command = commands(toggleTheme).find(
        ({ key, when }) => key !== undefined && isKey(event, key) && when?.() !== false,
      );
      if (command === undefined) return;
      if (command.key !== 'Escape' && !letterKeys.load()) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled, toggleTheme]);
}

function isBehindDialog(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
