/** A channel that is open. */
export const channel = {
  open: 'Open channel {{name}}',
  back: 'All channels',
  gone: 'This channel has been deleted. What was written and what happened in it can still be read.',
  unknown: 'There is no such channel.',
  mode: { open: 'Open: anybody may talk' },
  mode_short: { open: 'Open' },
  srtp: { optional: 'Encrypted or plain voice', required: 'Encrypted media only' },
  write: 'Write a message',
  rename: 'Rename',
  delete: 'Delete',
  members: 'Members',
  beside: 'Messages and events',
  messages: 'Messages',
  events: 'Events',
  no_events: 'Nothing has happened in this channel yet.',
  traffic: 'Traffic of {{name}}',
} as const;
