/** What of a key press counts. */
export type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'
>;

/**
 * Whether a key press is that of a command. With a Korean keyboard layout the letter keys say Hangul
 * letters, so there it goes by where the key is.
 */
export function isKey(press: Press, key: string): boolean {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return false;
  if (press.key.toLowerCase() === key.toLowerCase()) return true;
  const isForeign = press.key === 'Process' || press.key.charCodeAt(0) > 0x7f;
  return isForeign && press.code === `Key${key.toUpperCase()}`;
}

/** Whether a key press is Ctrl+K, or Command+K on a Mac. */
export function isPaletteKey(press: Press): boolean {
  const isK = press.key.toLowerCase() === 'k' || press.code === 'KeyK';
  return isK && !press.altKey && press.ctrlKey !== press.metaKey;
}

/** Whether somebody is typing there, so that a letter is a letter. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="textbox"]',
    )
  );
}
