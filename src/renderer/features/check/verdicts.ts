import type { FirewallCheck, LaptopReport } from '../../../contract/laptop.ts';

/** How something is found: as it should be, worth a look, or in the way of a net. */
export type Verdict = 'good' | 'care' | 'bad';

/** Free space under which the journal has no room to grow, and under which nothing works, in bytes. */
export const DISK_CARE = 1024 ** 3;
export const DISK_BAD = 100 * 1024 ** 2;

/** No clock that is right says less: this program is younger, in ms since 1970. */
export const OLDEST_NOW = Date.UTC(2025, 0, 1);

export const CHECKS = ['ports', 'network', 'firewall', 'sleep', 'disk', 'clock'] as const;
export type CheckName = (typeof CHECKS)[number];

/** What each check comes to. */
export function verdicts(report: LaptopReport): Readonly<Record<CheckName, Verdict>> {
  const { ports, addresses, firewalls, sleep, disk, clock } = report;
  return {
    ports: ports.every((port) => port.is_ours) ? 'good' : 'bad',
    network: addresses.length > 0 ? 'good' : 'care',
    firewall: firewalls.some(mayBlock) ? 'care' : 'good',
    sleep: sleep.is_on_battery ? 'care' : 'good',
    disk: diskVerdict(disk),
    clock: clock.at < OLDEST_NOW ? 'bad' : clock.future_event_at === null ? 'good' : 'care',
  };
}

/** Whether a firewall may keep radios out. */
export function mayBlock({ is_on }: FirewallCheck): boolean {
  return is_on !== false;
}

function diskVerdict({ fault, free_bytes }: LaptopReport['disk']): Verdict {
  if (fault !== null) return 'bad';
  if (free_bytes === null || free_bytes >= DISK_CARE) return 'good';
  return free_bytes >= DISK_BAD ? 'care' : 'bad';
}
