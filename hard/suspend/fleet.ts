import { setTimeout as sleep } from 'node:timers/promises';
import { RadioClient } from '../../src/radio/index.ts';
import type { SettingsInput } from '../../src/contract/settings.ts';
import type { NetProcess } from '../net-process.ts';
import type { Faults } from '../row.ts';

const RADIOS = 20;
const CHANNEL = 'alpha';

/** A heartbeat every second, so that a radio notices in two that nobody answers. */
export const SETTINGS: SettingsInput = {
  channels: [{ channel_id: CHANNEL, channel_name: 'Alpha' }],
  heartbeat_interval_ms: 1_000,
  suspect_after_ms: 10_000,
  zombie_after_ms: 35_000,
};

/** How long a radio is waited for, in ms. */
const PATIENCE_MS = 60_000;

/** Radios of our own library, which come back by themselves. */
export class Fleet {
  resumed = 0;
  readonly #net: NetProcess;
  readonly #faults: Faults;
  readonly #radios: readonly RadioClient[];

  static async gather(net: NetProcess, url: string, faults: Faults): Promise<Fleet> {
    const radios: RadioClient[] = [];
    for (let n = 0; n < RADIOS; n += 1) {
      const radio = await RadioClient.connect(url);
      await radio.identify(`radio ${n}`, net.secret);
      await radio.join(CHANNEL, n + 1);
      radios.push(radio);
    }
    return new Fleet(net, radios, faults);
  }

  private constructor(net: NetProcess, radios: readonly RadioClient[], faults: Faults) {
    this.#net = net;
    this.#faults = faults;
    this.#radios = radios;
    radios.forEach((radio, n) => {
      radio.on('resumed', () => (this.resumed += 1));
      radio.on('identified', () => faults.add(`radio ${n} had to log in again`));
    });
  }

  /**
   * Cuts everybody off and gives the way back.
   *
   * @returns how long the last radio took to be there again, in ms
   */
  async cutOff(what: string, awayMs: number, cut: () => void, mend: () => void): Promise<number> {
    const before = await this.#net.ask<[string, string][]>('sessions');
    cut();
    await sleep(awayMs);
    mend();
    const mended = performance.now();
    const times = this.#radios.map((radio, n) => this.#isBack(radio, n, mended));
    const backMs = Math.max(...(await Promise.all(times)));
    const after = await this.#net.ask<[string, string][]>('sessions');
    const gone = before.filter(([, id]) => !after.some(([, other]) => other === id));
    for (const [userId] of gone) this.#faults.add(`${what}: the session of ${userId} has ended`);
    this.#faults.unless(
      after.length === before.length,
      `${what}: ${before.length} sessions, then ${after.length}`,
    );
    return backMs;
  }

  async close(): Promise<void> {
    for (const radio of this.#radios) await radio.close();
  }

  /** Once the net answers a radio, and has it in its channel, in ms since a moment. */
  async #isBack(radio: RadioClient, n: number, since: number): Promise<number> {
    while (performance.now() - since < PATIENCE_MS) {
      const info = await radio.info(CHANNEL).catch(() => null);
      if (info?.active_members.some(({ user_id }) => user_id === `radio ${n}`) === true) {
        return performance.now() - since;
      }
      await sleep(20);
    }
    this.#faults.add(`radio ${n} did not come back`);
    return PATIENCE_MS;
  }
}
