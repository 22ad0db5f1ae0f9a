/** Charts of the past, wherever they are. */
export const charts = {
  title: 'Media over time',
  span: 'How much of the past',
  spans: { minutes: '5 minutes', hour: '1 hour' },
  nothing: {
    minutes: 'Nothing came in these 5 minutes',
    hour: 'Nothing came in this hour',
  },
  everybody: 'All radios',
  packets_alt: 'Chart of packets in and out per second, {{span}}: {{whom}}',
  loss_alt: 'Chart of the share of packets that were lost, {{span}}: {{whom}}',
  jitter_alt: 'Chart of jitter, {{span}}: {{whom}}',
} as const;
