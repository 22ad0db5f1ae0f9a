import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FirewallCheck, PortCheck } from '../../contract/laptop.ts';

type Ports = readonly Pick<PortCheck, 'protocol' | 'port'>[];

export type FirewallOptions = {
  readonly platform: NodeJS.Platform;
  /** Where the system's files are; `/` but for tests. */
  readonly root?: string;
};

/** Rules are named so that somebody can find and remove them. */
const RULE = 'Mini LiveChat';

/**
 * The firewalls of the machine, as far as a user without rights can see them, each with the words
 * that let radios through. We change no firewall: who may is for its owner to say.
 */
export function firewalls(
  ports: Ports,
  { platform, root = '/' }: FirewallOptions,
): FirewallCheck[] {
  const tcp = portsOf(ports, 'tcp');
  const udp = portsOf(ports, 'udp');
  if (platform === 'win32') {
    return [{ kind: 'windows', is_on: null, commands: windowsWords(tcp, udp) }];
  }
  // It asks by itself, the first time that a program listens.
  if (platform === 'darwin') return [{ kind: 'macos', is_on: null, commands: [] }];
  const has = (...places: string[]): boolean =>
    places.some((place) => existsSync(join(root, place)));
  const found: FirewallCheck[] = [];
  if (has('usr/sbin/ufw', 'usr/bin/ufw', 'sbin/ufw')) {
    const commands = [
      ...(tcp.length > 0 ? [`sudo ufw allow proto tcp to any port ${tcp.join(',')}`] : []),
      ...(udp.length > 0 ? [`sudo ufw allow proto udp to any port ${udp.join(',')}`] : []),
    ];
    found.push({ kind: 'ufw', is_on: isUfwOn(root), commands });
  }
  if (has('usr/sbin/firewalld', 'usr/bin/firewall-cmd')) {
    const options = [
      ...tcp.map((port) => `--add-port=${port}/tcp`),
      ...udp.map((port) => `--add-port=${port}/udp`),
    ].join(' ');
    const commands = [`sudo firewall-cmd --permanent ${options}`, 'sudo firewall-cmd --reload'];
    found.push({ kind: 'firewalld', is_on: runs(root, 'firewalld'), commands });
  }
  return found;
}

function portsOf(ports: Ports, wanted: 'tcp' | 'udp'): number[] {
  const own = ports.filter(({ protocol }) => protocol === wanted).map(({ port }) => port);
  return [...new Set(own)].sort((a, b) => a - b);
}

/** For PowerShell as an administrator. */
function windowsWords(tcp: readonly number[], udp: readonly number[]): string[] {
  const rule = (protocol: 'TCP' | 'UDP', ports: readonly number[]): string =>
    `New-NetFirewallRule -DisplayName "${RULE} ${protocol}" -Direction Inbound -Action Allow -Protocol ${protocol} -LocalPort ${ports.join(',')}`;
  return [
    ...(tcp.length > 0 ? [rule('TCP', tcp)] : []),
    ...(udp.length > 0 ? [rule('UDP', udp)] : []),
  ];
}

/** What ufw begins with at each start of the system; null where that may not be read. */
function isUfwOn(root: string): boolean | null {
  const text = read(join(root, 'etc/ufw/ufw.conf'));
  if (text === undefined) return null;
  return /^\s*ENABLED\s*=\s*yes\s*$/im.test(text);
}

/** Whether a program runs; null where the system does not tell. */
function runs(root: string, program: string): boolean | null {
  try {
    return readdirSync(join(root, 'proc'))
      .filter((name) => /^\d+$/.test(name))
      .some((pid) => read(join(root, 'proc', pid, 'comm'))?.trim() === program);
  } catch {
    return null;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
