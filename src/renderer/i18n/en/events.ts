import type { EventKind, SessionEnd } from '../../../contract/events.ts';
import type { SanctionKind } from '../../../contract/sanctions.ts';
import type { EventGroup } from '../../features/events/event-groups.ts';

/** What happened, by kind. */
const text = {
  'net.started':
    'The net went on the air (ports: ws {{ws_port}}, wss {{wss_port}}, UDP {{udp_port}})',
  'net.stopped': 'The net went off the air',
  'net.unclean_end':
    'The net of {{started_at}} had ended without a word; radios logged in then: {{sessions}}',
  'net.addresses_changed': 'Radios find the net at {{to}}, no longer at {{from}}',
  'net.slept': 'The computer slept; the net stood still for {{ms}}',
  'net.settings_changed': 'Settings changed: {{fields}}',
  'relay.failed': 'The relay crashed: {{reason}}',
  'radio.login': '{{user}} logged in from {{address}} ({{role}})',
  'radio.login_refused': 'Log-in refused for {{user}} from {{address}}: {{reason}}',
  'radio.kicked': '{{user}} was kicked',
  'session.lost': 'The connection to {{user}} was lost; it may come back',
  'session.resumed': '{{user}} came back; events it was told late: {{replayed}}',
  'session.ended': '{{user}} was logged in for {{ms}}. {{why}}',
  'sanction.added': '{{sanction}} for {{whom}}, {{until}}{{because}}',
  'sanction.lifted': '{{sanction}} lifted for {{whom}}',
  'channel.created': 'Channel {{channel_name}} was created for {{capacity}} members',
  'channel.renamed': 'Channel {{from}} is now called {{to}}',
  'channel.deleted': 'Channel {{channel_name}} was deleted',
  'channel.joined': '{{user}} joined {{channel}}, voice {{encrypted}}',
  'channel.left': '{{user}} left {{channel}}',
  'media.latched': 'Media of {{user}} in {{channel}} comes from {{address}}. {{latched_by}}',
  'talk.ended': '{{user}} talked for {{ms}} in {{channel}}',
  'token.minted': 'Token minted for {{user}} ({{role}}), {{expires_at}}',
  'token.revoked': 'Token of {{user}} revoked',
  'tokens.imported': 'Tokens taken over from {{file}}: {{tokens}}',
  'key.rotated': 'New key for tokens: {{kid}}',
  'journal.failing': 'The journal could not be written. {{reason}}',
  'journal.recovered': 'The journal is written again after {{ms}}; records lost: {{lost}}',
  'journal.damaged':
    'A damaged journal was set aside as {{set_aside}}; records saved: {{salvaged}}',
  'journal.pruned': 'Old records removed: {{events}} events, {{messages}} messages',
} satisfies Record<EventKind, string>;

const group = {
  sessions: 'Log-ins',
  channels: 'Channels',
  talk: 'Talk spurts',
  sanctions: 'Kicks, bans',
  tokens: 'Tokens',
  net: 'Net',
  journal: 'Journal',
} satisfies Record<EventGroup, string>;

const why = {
  left: 'It logged off.',
  lost: 'Its connection broke.',
  replaced: 'It logged in again elsewhere.',
  kicked: 'It was kicked.',
  banned: 'It was banned.',
  revoked: 'Its token was revoked.',
  zombie: 'It did not answer any more.',
  slow: 'It read too slowly.',
  rate_limited: 'It sent too much.',
  bad_frame: 'It sent what the protocol does not know.',
  net_stopped: 'The net went off the air.',
  net_crashed: 'The net ended without a word.',
} satisfies Record<SessionEnd, string>;

const sanction = { ban: 'Ban', mute: 'Mute' } satisfies Record<SanctionKind, string>;

export const events = {
  text,
  group,
  why,
  sanction,
  by_operator: 'Dispatcher',
  by_net: 'The net',
  until: 'until {{time}}',
  until_lifted: 'until lifted',
  seconds: '{{seconds}} s',
  encrypted: 'encrypted',
  plain: 'not encrypted',
  live: 'New events appear at the top',
  paused: 'Scrolled down: new events wait',
  to_newest: 'Show new events',
  at: 'Time',
  kind: 'Kind',
  what: 'What happened',
  user: 'Radio',
  channel: 'Channel',
  by: 'By',
  trouble: 'Look into it',
  only_user: 'Only events of {{user}}',
  filter_kinds: 'Show only these kinds',
  any_user: 'Any radio',
  any_channel: 'Any channel',
  range: 'When',
  ranges: {
    all: 'Any time',
    hour: 'Last hour',
    day: 'Last 24 hours',
    week: 'Last 7 days',
    own: 'From … to …',
  },
  since: 'From',
  until_when: 'To',
  clear: 'Show all events',
  show_here: 'Show in Events',
  earlier: 'Earlier events',
  nothing: 'No event fits',
  nothing_why: 'Nothing of the kind has been recorded.',
  export: 'Save as CSV',
  exported: 'Saved: {{path}}',
  exported_newest: 'Saved the newest {{count}} events: {{path}}',
} as const;
