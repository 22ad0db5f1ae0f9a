import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Chance } from '../chance.ts';
import { withNet } from '../net-process.ts';
import { Faults, partOf, type Places, type Row } from '../row.ts';
import { Fleet, SETTINGS } from '../suspend/fleet.ts';
import type { InNamespace } from '../suspend/namespace.ts';
import { Turned } from '../suspend/turned.ts';

const JUMPS = 500;
/** How long a net, or its interface, is away. */
const AWAY_MS = 25_000;
const LEAST_AWAY_MS = 3_000;
const MOST_BACK_MS = 10_000;
const NAMESPACE_MS = 300_000;

export const suspendRow: Row = {
  name: 'suspend',
  what: 'sleep and wake, clock jumps, a net that stands still, addresses and interfaces that go',
  bar: 'no mass kick; sessions back within 10 s',
  run: async ({ places, share, seed, note }) => {
    const faults = new Faults();
    const turned = new Turned(new Chance(seed), faults);
    const jumps = partOf(JUMPS, share, 10);
    while (turned.jumps < jumps && faults.lines.length === 0) await turned.round();
    turned.stop();
    note(`${turned.jumps} jumps`);
    const awayMs = Math.max(LEAST_AWAY_MS, AWAY_MS * Math.min(1, 4 * share));
    const stopped = await standStill(places, awayMs, faults);
    note(`the last radio was back ${stopped.backMs.toFixed(0)} ms after the net was woken`);
    const cannot = whyNoNamespace();
    const inNamespace = cannot === null ? await runInNamespace(places, awayMs) : null;
    const { addressMs = 0, interfaceMs = 0 } = inNamespace ?? {};
    const slowest = Math.max(stopped.backMs, addressMs, interfaceMs);
    const interfaces = inNamespace && {
      back_after_address_ms: addressMs,
      back_after_interface_ms: interfaceMs,
      resumed_after_interfaces: inNamespace.resumed,
    };
    return {
      did: `${turned.jumps} jumps of clocks; away for ${(awayMs / 1e3).toFixed(0)} s each time`,
      figures: {
        silent_radios_reaped: turned.reaped,
        back_after_stand_still_ms: stopped.backMs,
        resumed_after_stand_still: stopped.resumed,
        ...interfaces,
      },
      faults: [...faults.lines, ...stopped.faults, ...(inNamespace?.faults ?? [])],
      missed:
        slowest < MOST_BACK_MS ? [] : [`a radio was back after ${slowest.toFixed(0)} ms only`],
      skipped: cannot === null ? [] : [`interfaces: ${cannot}`],
    };
  },
};

/** The net's process is stopped and goes on, as when its machine sleeps and the radios do not. */
async function standStill(
  places: Places,
  awayMs: number,
  faults: Faults,
): Promise<{ backMs: number; resumed: number; faults: readonly string[] }> {
  const run = await withNet(places, SETTINGS, async (net) => {
    const fleet = await Fleet.gather(net, `ws://127.0.0.1:${net.at.wsPort}/ws`, faults);
    const backMs = await fleet.cutOff(
      'a net that stood still',
      awayMs,
      () => net.suspend(),
      () => net.wake(),
    );
    await fleet.close();
    return { backMs, resumed: fleet.resumed };
  });
  return { ...run.value, faults: run.faults };
}

/** @returns why a network namespace cannot be had here; null where it can */
function whyNoNamespace(): string | null {
  if (process.platform !== 'linux') return 'only Linux has network namespaces';
  if (process.getuid?.() !== 0) return 'only root may make a network namespace';
  const { status, error, stderr } = spawnSync(
    'unshare',
    ['--net', 'ip', 'link', 'set', 'lo', 'up'],
    {
      encoding: 'utf8',
    },
  );
  if (status === 0) return null;
  return `no network namespace can be made here: ${error?.message ?? stderr.trim()}`;
}

async function runInNamespace(places: Places, awayMs: number): Promise<InNamespace> {
  const program = path.join(places.programs, 'namespace.js');
  const command = ['--net', process.execPath, program, JSON.stringify({ places, awayMs })];
  const { stdout } = await promisify(execFile)('unshare', command, { timeout: NAMESPACE_MS });
  return JSON.parse(stdout) as InNamespace;
}
