/** The views by their number keys, and the one that has none. */
export const VIEW_NAMES = [
  ...['net', 'radios', 'zombies', 'media', 'traffic', 'tokens', 'messages', 'events', 'settings'],
  'check',
] as const;
