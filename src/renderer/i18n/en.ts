import { alarms } from './en/alarms.ts';
import { channel } from './en/channel.ts';
import { charts } from './en/charts.ts';
import { check } from './en/check.ts';
import { commands } from './en/commands.ts';
import { events } from './en/events.ts';
import { join } from './en/join.ts';
import { journal } from './en/journal.ts';
import { media } from './en/media.ts';
import { messages } from './en/messages.ts';
import { net } from './en/net.ts';
import { radios } from './en/radios.ts';
import { sanctions } from './en/sanctions.ts';
import { common, language, netState, strip, theme, views } from './en/shell.ts';
import { settings } from './en/settings.ts';
import { start } from './en/start.ts';
import {
  dropMeaning,
  dropReason,
  errors,
  fields,
  journalFault,
  limitMeaning,
  limitName,
  radioState,
  role,
} from './en/tables.ts';
import { tokens } from './en/tokens.ts';
import { tones } from './en/tones.ts';
import { traffic } from './en/traffic.ts';
import { zombies } from './en/zombies.ts';

/** Every word on the screen in English; one file for each feature is in `en/`. */
export const en = {
  product: 'Mini LiveChat',
  language,
  views,
  views_label: 'Views',
  theme,
  common,
  net_state: netState,
  journal,
  journal_fault: journalFault,
  strip,
  join,
  alarms,
  commands,
  radio_state: radioState,
  role,
  talking: 'Talking',
  not_talking: 'Quiet',
  net,
  channel,
  charts,
  radios,
  sanctions,
  zombies,
  media,
  traffic,
  drop_reason: dropReason,
  drop_meaning: dropMeaning,
  limit_name: limitName,
  limit_meaning: limitMeaning,
  tokens,
  tones,
  messages,
  events,
  settings,
  check,
  start,
  fields,
  errors,
} as const;

/** The same keys, with any text in them: what a translation has to be. */
type Translated<Node> = {
  readonly [Key in keyof Node]: Node[Key] extends string ? string : Translated<Node[Key]>;
};
export type Words = Translated<typeof en>;
