import { useEffect } from 'react';
import { useView, VIEWS } from '../../store/view.ts';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
  );
}

/** Number keys open the views, but not while typing, nor behind an open dialog. */
export function useViewKeys(enabled: boolean): void {
  const show = useView((state) => state.show);
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      const view = VIEWS[Number(event.key) - 1];
      if (view !== undefined && document.querySelector('[role="dialog"]') === null) show(view);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled, show]);
}
