export const start = {
  starting: 'Going on the air…',
  title: 'The net is not on the air',
  try_ports: 'Try again with these ports',
  ws_port: 'Gateway port (TCP)',
  wss_port: 'Port for TLS, wss (TCP)',
  udp_port: 'Media port (UDP)',
  port_hint: '0 to 65535; 0 picks a free one.',
  retry: 'Try again',
  other_port: 'Choose another port here.',
  port_in_use_by:
    '{{program}} (process {{pid}}) is using {{protocol}} port {{port}}. Stop it, or choose another port.',
  free_ports: 'Use free ports',
  still_failed: 'Tried at {{time}}, and it failed again.',
  go_back: 'Go back to the earlier settings',
  go_back_why:
    'With the settings before, the net was on the air. What is set now is kept beside them.',
} as const;
