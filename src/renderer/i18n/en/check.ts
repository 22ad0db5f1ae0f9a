import type { FirewallCheck, PortCheck } from '../../../contract/laptop.ts';

const setting = {
  ws_port: 'Gateway (ws)',
  wss_port: 'Gateway (wss)',
  udp_port: 'Media',
} satisfies Record<PortCheck['setting'], string>;

const firewall = {
  ufw: 'ufw',
  firewalld: 'firewalld',
  windows: 'Windows Defender Firewall',
  macos: 'the macOS firewall',
} satisfies Record<FirewallCheck['kind'], string>;

export const check = {
  summary: 'From the first start to the first radio heard',
  laptop: 'This laptop',
  again: 'Check again',
  verdict: { good: 'Good', care: 'Look at it', bad: 'Mend it' },
  setting,
  ports: {
    title: 'Ports',
    good: 'The net has all its ports.',
    bad: 'A port is not the net’s.',
    ours: '{{what}}: {{protocol}} {{port}}',
    taken: '{{what}}: {{protocol}} {{port}}, taken by {{program}} (process {{pid}})',
    missing: '{{what}}: {{protocol}} {{port}}, not bound',
  },
  network: {
    title: 'Network',
    good: 'Give this address to radios: {{address}} (interface {{name}})',
    care: 'No network: only radios on this computer can connect. Join the network of the radios.',
    host: 'The settings listen on {{host}} alone. Radios elsewhere cannot connect: clear “Address to listen on” in Settings.',
    others: 'Also: {{addresses}}',
  },
  firewall: {
    title: 'Firewall',
    names: firewall,
    none: 'No firewall was seen on this computer.',
    off: '{{name}} is there and switched off.',
    on: '{{name}} is on. Let radios through with these words in a terminal, once:',
    windows:
      '{{name}} asks when the net starts: allow private networks. If nobody was asked, use these words in PowerShell as an administrator:',
    unknown:
      '{{name}} is there; whether it is on, only an administrator sees. If radios cannot connect, use these words in a terminal:',
    macos: '{{name}} asks by itself when the net starts: choose “Allow”.',
    copy: 'Copy {{words}}',
    ours: 'This program changes no firewall by itself.',
  },
  sleep: {
    title: 'Sleep',
    good: 'While radios are on, the net keeps this computer awake.',
    now: 'Radios are on: the net keeps this computer awake now.',
    care: 'It runs on its battery. Plug it in for a long shift.',
    lid: 'A closed lid is stronger: leave it open, or tell the system to do nothing then.',
  },
  disk: {
    title: 'Disk',
    good: '{{free}} free for the journal',
    care: 'Only {{free}} free. The journal may take up to {{most}}.',
    unknown: 'The data folder can be written to.',
    bad: 'The data folder cannot be written to: {{fault}}',
  },
  clock: {
    title: 'Clock',
    good: '{{time}}, time zone {{zone}} (UTC{{offset}})',
    care: 'The journal has an event of {{at}}, which is yet to come. Set the clock right.',
    bad: 'The clock says {{time}}. Tokens end by it: set it right.',
  },
  steps: {
    title: 'To the first voice',
    channel: 'A channel',
    channel_why: 'Radios talk in channels. One is enough to begin.',
    channel_name: 'Name of the channel',
    channel_first: 'Dispatch',
    channel_create: 'Create channel',
    channel_done_one: '{{count}} channel is there: {{names}}',
    channel_done_other: '{{count}} channels are there: {{names}}',
    token: 'A token',
    token_why: 'A radio logs in with a token of its own. It is shown once, with its code to scan.',
    token_mint: 'Mint a token',
    token_more: 'Mint another token',
    token_done_one: '{{count}} token has been minted, the last for {{user}}.',
    token_done_other: '{{count}} tokens have been minted, the last for {{user}}.',
    join: 'Address and code for radios',
    voice: 'A radio is heard',
  },
  voice: {
    wait: 'Do the steps above, then put address, user id and token into a radio.',
    no_radio: 'Waiting for a radio to log in at {{url}} …',
    not_joined: '{{user}} is logged in. Join a channel with it …',
    silent: '{{user}} is in {{channel}}. Press its talk key and say something …',
    dropped: 'Packets of {{user}} come in and are dropped: {{reason}}. {{meaning}}',
    heard: '{{user}} is heard in {{channel}}.',
    ready: 'The net works: this radio’s voice has arrived.',
    to_net: 'Go to the net',
  },
} as const;
