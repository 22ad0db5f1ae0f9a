import { powerMonitor } from 'electron';
import { networkInterfaces } from 'node:os';
import type { LaptopReport, PortCheck } from '../../contract/laptop.ts';
import type { Settings } from '../../contract/settings.ts';
import { portOwner } from '../../server/port-owner.ts';
import type { NetHost } from '../net-host.ts';
import type { SettingsDesk } from '../settings-desk.ts';
import { diskCheck } from './disk.ts';
import { firewalls } from './firewalls.ts';
import { reachableAddresses } from './reachable.ts';

type Options = {
  readonly host: Pick<NetHost, 'addresses' | 'command'>;
  readonly settings: Pick<SettingsDesk, 'state'>;
  readonly dataDir: string;
  readonly isKeptAwake: () => boolean;
};

/** A clock that a time server sets right moves by less, in ms. */
const SLACK_MS = 60_000;

/** Looks at all that a net needs of the machine that it runs on. */
export async function laptopReport(options: Options): Promise<LaptopReport> {
  const state = options.settings.state();
  const settings = state.ok ? (state.value.in_force ?? state.value.saved) : null;
  const ports = settings === null ? [] : portChecks(settings, options.host.addresses);
  const host = settings?.host ?? '';
  const now = new Date();
  return {
    ports,
    host,
    addresses: reachableAddresses(host, networkInterfaces()),
    firewalls: firewalls(ports, { platform: process.platform }),
    sleep: {
      is_kept_awake: options.isKeptAwake(),
      is_on_battery: powerMonitor.isOnBatteryPower(),
    },
    disk: await diskCheck(options.dataDir),
    clock: {
      at: now.getTime(),
      zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      offset_min: -now.getTimezoneOffset(),
      future_event_at: await futureEventAt(options.host, now.getTime()),
    },
  };
}

/** The ports that the net has, or would have: who has them now. */
function portChecks(settings: Settings, bound: NetHost['addresses']): PortCheck[] {
  const check = (
    setting: PortCheck['setting'],
    protocol: PortCheck['protocol'],
    boundTo: number | null,
  ): PortCheck => {
    const port = boundTo ?? settings[setting];
    const isOurs = boundTo !== null;
    const owner = isOurs || port === 0 ? undefined : portOwner(protocol, port);
    return { setting, protocol, port, is_ours: isOurs, owner: owner ?? null };
  };
  return [
    ...(settings.tls.enabled ? [check('wss_port', 'tcp', bound?.wss_port ?? null)] : []),
    ...(settings.plain_ws ? [check('ws_port', 'tcp', bound?.ws_port ?? null)] : []),
    check('udp_port', 'udp', bound?.udp_port ?? null),
  ];
}

/** An event that is on record for later than now, and not by a hair; null for none. */
async function futureEventAt(host: Options['host'], now: number): Promise<number | null> {
  const newest = await host.command('events.list', { since: now + SLACK_MS, limit: 1 });
  return newest.ok ? (newest.value.events[0]?.at ?? null) : null;
}
