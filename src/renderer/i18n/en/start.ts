export const start = {
  starting: 'Going on the air…',
  title: 'The net is not on the air',
  try_ports: 'Try again with these ports',
  ws_port: 'Gateway port (TCP)',
  udp_port: 'Media port (UDP)',
  port_hint: '0 to 65535; 0 picks a free one.',
  retry: 'Try again',
  other_port: 'Choose another port here.',
  still_failed: 'Tried at {{time}}, and it failed again.',
} as const;
