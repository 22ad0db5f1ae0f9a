import { expect, it } from 'vitest';
import type { LaptopReport } from '../../../contract/laptop.ts';
import { DISK_BAD, DISK_CARE, OLDEST_NOW, verdicts } from './verdicts.ts';

const fine: LaptopReport = {
  ports: [{ setting: 'udp_port', protocol: 'udp', port: 10_000, is_ours: true, owner: null }],
  host: '',
  addresses: [{ name: 'eth0', address: '192.0.2.5' }],
  firewalls: [],
  sleep: { is_kept_awake: false, is_on_battery: false },
  disk: { path: '/data', free_bytes: DISK_CARE, fault: null },
  clock: { at: OLDEST_NOW, zone: 'Asia/Seoul', offset_min: 540, future_event_at: null },
};

it('finds nothing wrong where nothing is', () => {
  expect(new Set(Object.values(verdicts(fine)))).toEqual(new Set(['good']));
});

it.each<[string, Partial<LaptopReport>, object]>([
  [
    'a port that another program has',
    { ports: fine.ports.map((port) => ({ ...port, is_ours: false })) },
    { ports: 'bad' },
  ],
  ['no network', { addresses: [] }, { network: 'care' }],
  [
    'a firewall that is on',
    { firewalls: [{ kind: 'ufw', is_on: true, commands: [] }] },
    { firewall: 'care' },
  ],
  [
    'a firewall of which one cannot tell',
    { firewalls: [{ kind: 'windows', is_on: null, commands: [] }] },
    { firewall: 'care' },
  ],
  [
    'a firewall that is off',
    { firewalls: [{ kind: 'firewalld', is_on: false, commands: [] }] },
    { firewall: 'good' },
  ],
  ['a battery', { sleep: { is_kept_awake: true, is_on_battery: true } }, { sleep: 'care' }],
  ['little space', { disk: { ...fine.disk, free_bytes: DISK_CARE - 1 } }, { disk: 'care' }],
  ['no space', { disk: { ...fine.disk, free_bytes: DISK_BAD - 1 } }, { disk: 'bad' }],
  ['space unknown', { disk: { ...fine.disk, free_bytes: null } }, { disk: 'good' }],
  ['a folder that is locked', { disk: { ...fine.disk, fault: 'EACCES' } }, { disk: 'bad' }],
  ['a clock of old', { clock: { ...fine.clock, at: OLDEST_NOW - 1 } }, { clock: 'bad' }],
  [
    'a clock that was turned back',
    { clock: { ...fine.clock, future_event_at: OLDEST_NOW + 1 } },
    { clock: 'care' },
  ],
])('%s', (_name, change, wanted) => {
  expect(verdicts({ ...fine, ...change })).toMatchObject(wanted);
});
