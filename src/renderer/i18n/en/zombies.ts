import type { Silent } from '../../store/silence.ts';

export const zombies = {
  summary_one: '{{count}} radio is silent, {{zombies}} of them a zombie',
  summary_other: '{{count}} radios are silent, {{zombies}} of them zombies',
  side: 'Silent side',
  sides: { websocket: 'WebSocket', udp: 'UDP', both: 'Both' } satisfies Record<Silent, string>,
  side_meaning: {
    websocket: 'Its WebSocket is silent; voice packets still come.',
    udp: 'Its voice packets no longer come; its WebSocket still speaks.',
    both: 'Neither its WebSocket nor its voice packets are heard.',
  } satisfies Record<Silent, string>,
  removed: 'Removed in',
  poke: {
    title: 'Poke',
    name: 'Poke',
    user: 'Poke {{user}}',
    waiting: 'Waiting…',
    answered: 'Answered in {{time}}',
    silent: 'No answer',
    gone: 'No longer there',
  },
  kick_all: 'Kick all {{count}}…',
  empty: 'Every radio answers',
  empty_why: 'A radio appears here once one of its ways has fallen silent.',
} as const;
