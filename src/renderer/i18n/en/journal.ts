export const journal = {
  label: 'Journal',
  failing: 'Journal not written',
  failing_long: 'Since {{time}}: {{reason}} The net goes on; the journal catches up by itself.',
  lost_one: '{{count}} record lost',
  lost_other: '{{count}} records lost',
  set_aside: 'Journal was damaged',
  set_aside_long: 'It was set aside as {{name}}; a new one was begun.',
} as const;
