import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import type { NetworkInterfaceInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../../server/store/testing/temp-dir.ts';
import { diskCheck } from './disk.ts';
import { firewalls } from './firewalls.ts';
import { reachableAddresses } from './reachable.ts';

const PORTS = [
  { protocol: 'tcp', port: 8443 },
  { protocol: 'tcp', port: 8080 },
  { protocol: 'udp', port: 10_000 },
] as const;

/** A system of its own: files by their paths from the root. */
function system(files: Readonly<Record<string, string>>): string {
  const root = tempDir();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const onLinux = (files: Readonly<Record<string, string>>) =>
  firewalls(PORTS, { platform: 'linux', root: system(files) });

it('sees no firewall where there is none', () => {
  expect(onLinux({})).toEqual([]);
});

it.each([
  ['ENABLED=yes\n', true],
  ['# ENABLED=yes\nENABLED=no\n', false],
])('ufw with %j', (conf, is_on) => {
  expect(onLinux({ 'usr/sbin/ufw': '', 'etc/ufw/ufw.conf': conf })).toEqual([
    {
      kind: 'ufw',
      is_on,
      commands: [
        'sudo ufw allow proto tcp to any port 8080,8443',
        'sudo ufw allow proto udp to any port 10000',
      ],
    },
  ]);
});

it('does not know of a ufw whose file it may not read', () => {
  expect(onLinux({ 'usr/sbin/ufw': '' })).toMatchObject([{ kind: 'ufw', is_on: null }]);
});

it.each([
  ['firewalld\n', true],
  ['bash\n', false],
])('firewalld where %j runs', (comm, is_on) => {
  expect(onLinux({ 'usr/bin/firewall-cmd': '', 'proc/42/comm': comm })).toEqual([
    {
      kind: 'firewalld',
      is_on,
      commands: [
        'sudo firewall-cmd --permanent --add-port=8080/tcp --add-port=8443/tcp --add-port=10000/udp',
        'sudo firewall-cmd --reload',
      ],
    },
  ]);
});

it('has the words for Windows, and none for macOS, which asks by itself', () => {
  expect(firewalls(PORTS, { platform: 'win32' })).toMatchObject([
    {
      kind: 'windows',
      is_on: null,
      commands: [
        expect.stringContaining('-Protocol TCP -LocalPort 8080,8443'),
        expect.stringContaining('-Protocol UDP -LocalPort 10000'),
      ],
    },
  ]);
  expect(firewalls(PORTS, { platform: 'darwin' })).toMatchObject([{ kind: 'macos', commands: [] }]);
});

it('lists where radios can reach the machine, the first to give out first', () => {
  const at = (address: string, internal = false): NetworkInterfaceInfo =>
    ({ address, internal }) as NetworkInterfaceInfo;
  const interfaces = {
    lo: [at('127.0.0.1', true), at('::1', true)],
    wlan0: [at('198.51.100.7'), at('fe80::1')],
    eth0: [at('192.168.1.5'), at('2001:db8::5')],
  };
  expect(reachableAddresses('', interfaces)).toEqual([
    { name: 'eth0', address: '192.168.1.5' },
    { name: 'wlan0', address: '198.51.100.7' },
    { name: 'eth0', address: '2001:db8::5' },
  ]);
  expect(reachableAddresses('198.51.100.7', interfaces)).toEqual([
    { name: 'wlan0', address: '198.51.100.7' },
  ]);
  expect(reachableAddresses('127.0.0.1', interfaces)).toEqual([]);
});

it('finds a folder that can be written to, and leaves nothing in it', async () => {
  const folder = tempDir();
  const { free_bytes, fault, path } = await diskCheck(folder);
  expect({ fault, path }).toEqual({ fault: null, path: folder });
  expect(free_bytes).toBeGreaterThan(0);
  expect(readdirSync(folder)).toEqual([]);
});

it('says why a folder cannot be written to', async () => {
  const file = join(tempDir(), 'file');
  writeFileSync(file, '');
  chmodSync(file, 0o600);
  expect((await diskCheck(file)).fault).toMatch(/ENOTDIR/);
  expect((await diskCheck(join(file, 'none'))).free_bytes).toBeNull();
});
