import type { AlarmSeverity } from '../../../contract/alarms.ts';
import type { ConsoleState } from '../../store/state.ts';

type State = Pick<ConsoleState, 'alarms'> & { readonly net: Pick<ConsoleState['net'], 'state'> };

/** How often a critical alarm sounds that nobody acknowledges: more often in its first minute. */
const SOON_MS = 5_000;
const LATER_MS = 15_000;
const FIRST_MINUTE_MS = 60_000;

/** Warnings come in swarms; so far apart they sound at least. */
const WARNING_GAP_MS = 10_000;

/** A net that is down cannot be acknowledged: it sounds for so long. */
const DOWN_MS = 60_000;

/**
 * Says when which tone sounds: of the gravest alarms again and again until somebody acknowledges
 * them, of the others once.
 */
export class ToneWatch {
  /** The warnings that have sounded, with how often they had come. */
  #heard = new Map<number, number>();
  #warnedAt = -Infinity;
  /** Whether a warning has come too soon after another to be heard at once. */
  #isWarningDue = false;
  #criticalAt = -Infinity;
  /** Since when there is something critical; what comes on top of it begins anew. */
  #criticalSince: number | null = null;
  #criticals = '';
  #downSince: number | null = null;

  /**
   * Looks at the alarms; at least once a second.
   *
   * @param now in ms, from any start
   * @returns the tone to sound now
   */
  look({ alarms, net }: State, now: number): AlarmSeverity | null {
    if (net.state !== 'failed') this.#downSince = null;
    else this.#downSince ??= now;
    const unheard = [...alarms.values()].filter((alarm) => alarm.acknowledged_at === null);
    const criticals = unheard
      .filter(({ severity }) => severity === 'critical')
      .map(({ alarm_id, count }) => `${alarm_id}:${count}`);
    if (this.#downSince !== null && now - this.#downSince < DOWN_MS) criticals.push('down');
    const isWarned = this.#isWarned(unheard, now);
    if (this.#isCritical(criticals, now)) return 'critical';
    return isWarned && criticals.length === 0 ? 'warning' : null;
  }

  #isCritical(criticals: readonly string[], now: number): boolean {
    if (criticals.length === 0) {
      this.#criticalSince = null;
      this.#criticals = '';
      return false;
    }
    const isNew = criticals.some((one) => !this.#criticals.split(' ').includes(one));
    this.#criticals = criticals.join(' ');
    if (isNew) this.#criticalSince = now;
    const since = this.#criticalSince ?? now;
    const every = now - since < FIRST_MINUTE_MS ? SOON_MS : LATER_MS;
    if (now - this.#criticalAt < (isNew ? 1_500 : every)) return false;
    this.#criticalAt = now;
    return true;
  }

  #isWarned(unheard: readonly Alarm[], now: number): boolean {
    const warnings = unheard.filter(({ severity }) => severity === 'warning');
    const isNew = warnings.some(({ alarm_id, count }) => this.#heard.get(alarm_id) !== count);
    this.#heard = new Map(warnings.map(({ alarm_id, count }) => [alarm_id, count]));
    this.#isWarningDue = warnings.length > 0 && (this.#isWarningDue || isNew);
    if (!this.#isWarningDue || now - this.#warnedAt < WARNING_GAP_MS) return false;
    this.#isWarningDue = false;
    this.#warnedAt = now;
    return true;
  }
}

type Alarm = State['alarms'] extends ReadonlyMap<unknown, infer Row> ? Row : never;
