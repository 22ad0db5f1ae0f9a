import type { Words } from './en.ts';
import { alarms } from './ko/alarms.ts';
import { channel } from './ko/channel.ts';
import { charts } from './ko/charts.ts';
import { check } from './ko/check.ts';
import { commands } from './ko/commands.ts';
import { events } from './ko/events.ts';
import { join } from './ko/join.ts';
import { journal } from './ko/journal.ts';
import { media } from './ko/media.ts';
import { messages } from './ko/messages.ts';
import { net } from './ko/net.ts';
import { radios } from './ko/radios.ts';
import { sanctions } from './ko/sanctions.ts';
import { common, language, netState, strip, theme, views } from './ko/shell.ts';
import { settings } from './ko/settings.ts';
import { start } from './ko/start.ts';
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
} from './ko/tables.ts';
import { tokens } from './ko/tokens.ts';
import { tones } from './ko/tones.ts';
import { traffic } from './ko/traffic.ts';
import { zombies } from './ko/zombies.ts';

/** The same in Korean, from `ko/`. */
export const ko: Words = {
  product: 'Mini LiveChat',
  language,
  views,
  views_label: '화면',
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
  talking: '송신 중',
  not_talking: '대기',
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
};
