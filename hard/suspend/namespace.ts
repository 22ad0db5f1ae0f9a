import { execFileSync } from 'node:child_process';
import { withNet } from '../net-process.ts';
import { Faults, type Places } from '../row.ts';
import { Fleet, SETTINGS } from './fleet.ts';

/** What came of it in the network namespace. */
export type InNamespace = {
  readonly faults: readonly string[];
  readonly resumed: number;
  /** How long the last radio took to be back each time, in ms. */
  readonly addressMs: number;
  readonly interfaceMs: number;
};

/** An address of documentation (RFC 5737): nothing outside has it. */
const ADDRESS = '192.0.2.1';

const ip = (...words: string[]): void => void execFileSync('ip', words);

/**
 * Takes the address that radios use from its interface, then the interface itself, each for a while.
 * To be run in a network namespace of its own, which goes with this process.
 */
export async function loseInterfaces(places: Places, awayMs: number): Promise<InNamespace> {
  const address = [`${ADDRESS}/32`, 'dev', 'lo'];
  ip('link', 'set', 'lo', 'up');
  ip('addr', 'add', ...address);
  const faults = new Faults();
  const settings = { ...SETTINGS, host: '0.0.0.0' };
  const run = await withNet(places, settings, async (net) => {
    const url = `ws://${ADDRESS}:${net.at.wsPort}/ws`;
    const fleet = await Fleet.gather(net, url, faults);
    const addressMs = await fleet.cutOff(
      'an address that went',
      awayMs,
      () => ip('addr', 'del', ...address),
      () => ip('addr', 'add', ...address),
    );
    const interfaceMs = await fleet.cutOff(
      'an interface that went',
      awayMs,
      () => ip('link', 'set', 'lo', 'down'),
      () => ip('link', 'set', 'lo', 'up'),
    );
    await fleet.close();
    return { addressMs, interfaceMs, resumed: fleet.resumed };
  });
  return { ...run.value, faults: [...faults.lines, ...run.faults] };
}
