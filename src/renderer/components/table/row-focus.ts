const CONTROLS = 'button, input, a[href], [tabindex="0"]';
const STEP: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function controlsOf(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(CONTROLS)];
}

/**
 * Moves the focus to the same control of the row above or below.
 *
 * @returns whether it was moved
 */
export function focusNeighbour(target: EventTarget, key: string): boolean {
  const step = STEP[key];
  if (step === undefined || !(target instanceof HTMLElement)) return false;
  const row = target.closest('tr[data-key]');
  if (row === null) return focusFirst(target, step);
  const place = controlsOf(row).indexOf(target);
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  // A radio in several channels has one button more than its neighbour.
  const controls = next === null ? [] : controlsOf(next);
  const control = controls[Math.min(place, controls.length - 1)];
  control?.focus();
  return control !== undefined;
}

/** From the list itself, or from its head, down to the first row. */
function focusFirst(target: HTMLElement, step: number): boolean {
  if (step < 0 || target.closest('thead') === null) return false;
  const row = target.closest('table')?.querySelector('tr[data-key]');
  const [control] = row ? controlsOf(row) : [];
  control?.focus();
  return control !== undefined;
}
