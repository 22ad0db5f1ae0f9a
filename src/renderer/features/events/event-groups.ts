import {
  IconBell,
  IconBroadcast,
  IconHammer,
  IconKey,
  IconLogin2,
  IconMessages,
  IconMicrophone,
  IconNotebook,
  type Icon,
} from '@tabler/icons-react';
import type { EventKind } from '../../../contract/events.ts';

/** What belongs together for somebody who looks for something. */
export const EVENT_GROUPS = [
  'sessions',
  'channels',
  'talk',
  'sanctions',
  'tokens',
  'net',
  'alarms',
  'journal',
] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

const GROUP = {
  'net.started': 'net',
  'net.stopped': 'net',
  'net.unclean_end': 'net',
  'net.addresses_changed': 'net',
  'net.slept': 'net',
  'net.settings_changed': 'net',
  'relay.failed': 'net',
  'radio.login': 'sessions',
  'radio.login_refused': 'sessions',
  'radio.kicked': 'sanctions',
  'session.lost': 'sessions',
  'session.resumed': 'sessions',
  'session.ended': 'sessions',
  'sanction.added': 'sanctions',
  'sanction.lifted': 'sanctions',
  'channel.created': 'channels',
  'channel.renamed': 'channels',
  'channel.deleted': 'channels',
  'channel.joined': 'channels',
  'channel.left': 'channels',
  'media.latched': 'sessions',
  'talk.ended': 'talk',
  'token.minted': 'tokens',
  'token.revoked': 'tokens',
  'tokens.imported': 'tokens',
  'key.rotated': 'tokens',
  'alarm.raised': 'alarms',
  'alarm.acknowledged': 'alarms',
  'alarm.ended': 'alarms',
  'journal.failing': 'journal',
  'journal.recovered': 'journal',
  'journal.damaged': 'journal',
  'journal.pruned': 'journal',
} satisfies Record<EventKind, EventGroup>;

export const GROUP_ICON: Record<EventGroup, Icon> = {
  sessions: IconLogin2,
  channels: IconMessages,
  talk: IconMicrophone,
  sanctions: IconHammer,
  tokens: IconKey,
  net: IconBroadcast,
  alarms: IconBell,
  journal: IconNotebook,
};

/** What somebody should look into. */
const TROUBLE: ReadonlySet<EventKind> = new Set<EventKind>([
  'net.unclean_end',
  'relay.failed',
  'radio.login_refused',
  'session.lost',
  'alarm.raised',
  'journal.failing',
  'journal.damaged',
]);

export function groupOf(kind: EventKind): EventGroup {
  return GROUP[kind];
}

export function isTrouble(kind: EventKind): boolean {
  return TROUBLE.has(kind);
}

/** The kinds of some groups. */
export function kindsOf(groups: ReadonlySet<EventGroup>): EventKind[] {
  return (Object.keys(GROUP) as EventKind[]).filter((kind) => groups.has(GROUP[kind]));
}
