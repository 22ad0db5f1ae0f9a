/**
 * A choice of the window's own that is kept from one start to the next.
 *
 * @param fits whether what was kept is still a choice
 */
export function kept<T>(key: string, first: T, fits: (value: unknown) => value is T) {
  const name = `livechat.${key}`;
  const load = (): T => {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
      return fits(value) ? value : first;
    } catch {
      return first;
    }
  };
  return { load, save: (value: T) => localStorage.setItem(name, JSON.stringify(value)) } as const;
}
