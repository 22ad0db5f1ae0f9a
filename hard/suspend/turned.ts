import { setImmediate as turn } from 'node:timers/promises';
import { Default } from '../../src/contract/limits.ts';
import type { Chance } from '../chance.ts';
import { DayNet } from '../day/day-net.ts';
import { DayRadio } from '../day/day-radio.ts';
import { disagreements } from '../hubs/agree.ts';
import type { Faults } from '../row.ts';

const RADIOS = 30;
/** How many of them do not wake up with the machine. */
const LOST = 3;
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** How long after a wake radios may need to find their voice: less than makes a zombie, in s. */
const MOST_LAG_S = Default.ZOMBIE_AFTER_MS / 1_000 - 3;

/** After this nothing of a radio that is silent may be left, in s. */
const GONE_AFTER_S = Default.ZOMBIE_AFTER_MS / 1_000 + 3;

/** What may happen to the clocks of a machine. */
const JUMPS = ['sleep', 'announced', 'stopped', 'wall'] as const;
type Jump = (typeof JUMPS)[number];

/** Sleeps and clock jumps of the engine's parts, on a clock that is turned. */
export class Turned {
  jumps = 0;
  reaped = 0;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #day = new DayNet();
  readonly #radios: readonly DayRadio[];
  /** Until when nobody says a word, in ms of the turned clock. */
  #quietUntil = 0;

  constructor(chance: Chance, faults: Faults) {
    this.#chance = chance;
    this.#faults = faults;
    this.#radios = Array.from(
      { length: RADIOS },
      (_, index) => new DayRadio(this.#day, index, chance.fork()),
    );
  }

  /** Everybody is there; something happens to the clocks; all but a few go on. */
  async round(): Promise<void> {
    const { clock } = this.#day;
    const now = clock.monotonic();
    for (const radio of this.#radios) if (!radio.isConnected) radio.connect(now);
    await this.#seconds(1 + this.#chance.below(25));
    const jump = this.#chance.one(JUMPS);
    const lost = this.#radios.slice(0, LOST);
    for (const radio of lost) radio.turnTo('silent', clock.monotonic());
    const ms = this.#jump(jump);
    this.jumps += 1;
    // A wall clock that is set keeps nobody from beating.
    const lag = jump === 'wall' ? 0 : this.#chance.below(MOST_LAG_S);
    this.#quietUntil = clock.monotonic() + 1_000 * lag;
    await this.#seconds(lag + GONE_AFTER_S);
    for (const line of this.#wrong(lost)) {
      this.#faults.add(`${jump} by ${ms} ms, ${lag} s without a word: ${line}`);
    }
  }

  stop(): void {
    const now = this.#day.clock.monotonic();
    for (const radio of this.#radios) radio.drop('close', now);
    this.#day.stop();
  }

  /** @returns by how much, in ms */
  #jump(jump: Jump): number {
    const { clock } = this.#day;
    const ms = 10_000 + this.#chance.below(20 * HOUR_MS);
    switch (jump) {
      case 'announced':
        this.#day.pause();
        this.#day.asleepMs += ms;
        this.#day.resume();
        return ms;
      case 'sleep':
        this.#day.asleepMs += ms;
        return ms;
      case 'stopped':
        clock.sleep(ms);
        return ms;
      case 'wall': {
        const by = Math.round((2 * (this.#chance.u32() / 0xffff_ffff) - 1) * YEAR_MS);
        clock.setWallClock(by);
        return by;
      }
    }
  }

  #wrong(lost: readonly DayRadio[]): string[] {
    const { net, relay } = this.#day;
    const wrong = disagreements(net, relay.peers);
    for (const radio of this.#radios) {
      const isThere = net.users.get(radio.userId) !== undefined;
      const { userId, lastCode } = radio;
      if (lost.includes(radio)) {
        if (isThere) wrong.push(`${userId} is gone and still there`);
        else this.reaped += 1;
      } else if (!isThere || !radio.isConnected) {
        wrong.push(`${userId} was sent away with ${lastCode ?? 'nothing'}`);
      }
    }
    return wrong;
  }

  async #seconds(count: number): Promise<void> {
    const { clock } = this.#day;
    for (let second = 0; second < count; second += 1) {
      const now = clock.monotonic();
      for (const radio of this.#radios) if (now >= this.#quietUntil) radio.beat(now);
      await turn();
      await turn();
      for (const radio of this.#radios) radio.read(now);
      await turn();
      clock.advance(1_000);
      await turn();
    }
  }
}
