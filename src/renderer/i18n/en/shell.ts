import type { View } from '../../store/view.ts';

/** What is always on the screen, and words that every view uses. */

export const views = {
  net: 'Net',
  radios: 'Radios',
  zombies: 'Zombies',
  media: 'Media',
  traffic: 'Traffic',
  tokens: 'Tokens',
  messages: 'Messages',
  events: 'Events',
  settings: 'Settings',
  check: 'Check this laptop',
} satisfies Record<View, string>;

export const language = { name: 'English', switch_to: 'Switch to {{language}}' } as const;

export const theme = {
  to_light: 'Switch to the light theme',
  to_dark: 'Switch to the dark theme',
} as const;

export const common = {
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  copy_failed: 'Copying failed',
  never: 'Never',
  none: 'None',
  undo: 'Undo',
  unknown: '–',
} as const;

export const netState = {
  label: 'State of the net',
  on_air: 'On the air',
  starting: 'Starting',
  failed: 'Failed',
  since: 'since {{time}}',
} as const;

export const strip = {
  gateway: 'Gateway for radios',
  no_address: 'No address',
  copy_address: 'Copy {{address}}',
  addresses_changed: 'Changed at {{time}}',
  addresses_changed_long:
    'The addresses of this computer changed at {{time}}. Radios that used another one need the new one.',
  udp_port: 'UDP port',
  counts: 'Figures',
  radios: 'Radios',
  suspects: 'Suspects',
  zombies: 'Zombies',
  talkers: 'Talking',
  packets_in: 'In / s',
  packets_out: 'Out / s',
  packets_in_long: 'Packets in per second',
  packets_out_long: 'Packets out per second',
  loss: 'Loss',
  loss_long: 'Packets of all who talked in the last {{seconds}} seconds that did not arrive',
  loss_unknown: 'Nobody is talking',
  load: { normal: 'Relay load', high: 'High load', over: 'Overload' },
  load_long: 'Share of the last {{seconds}} seconds in which the relay had work to do',
  load_unknown: 'Not known: nothing was measured',
  counts_stale: 'Figures, out of date',
  stale: 'These figures are out of date.',
  stale_long: 'The net has told nothing since {{time}}; everything in the window is as of then.',
} as const;
