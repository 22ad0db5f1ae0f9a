import {
  ALARM_SEVERITY,
  isOpen,
  type AlarmKind,
  type AlarmParams,
  type AlarmView,
} from '../../contract/alarms.ts';
import { Limit } from '../../contract/limits.ts';
import type { Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';

type Alarm = { -readonly [Field in keyof AlarmView]: AlarmView[Field] };

/**
 * The alarms of the net. One is open until what it is about is over and an operator has acknowledged
 * it, in whichever order. What is raised again while it is open is counted, not told twice.
 */
export class Alarms {
  /** Tells the id of each alarm that came, changed or was forgotten. */
  readonly changed = new Emitter<number>();
  readonly #clock: Pick<Clock, 'now'>;
  /** By id, the oldest first. */
  readonly #alarms = new Map<number, Alarm>();
  /** The open ones by kind and subject. */
  readonly #open = new Map<string, Alarm>();
  #lastId = 0;

  /** @param earlier those of earlier runs of the net, the oldest first: over, but perhaps unseen */
  constructor(clock: Pick<Clock, 'now'>, earlier: readonly AlarmView[] = []) {
    this.#clock = clock;
    for (const view of earlier) {
      const alarm = { ...view } as Alarm;
      this.#alarms.set(alarm.alarm_id, alarm);
      if (isOpen(alarm)) this.#open.set(keyOf(alarm.kind, alarm.subject), alarm);
      this.#lastId = alarm.alarm_id;
    }
  }

  /**
   * Raises an alarm that goes on until `end`.
   *
   * @param subject what it is about, within its kind
   */
  raise<K extends AlarmKind>(kind: K, params: AlarmParams[K], subject = ''): void {
    this.#raise(kind, params, subject, null);
  }

  /** Raises an alarm about something that is over already. */
  note<K extends AlarmKind>(kind: K, params: AlarmParams[K], subject = ''): void {
    this.#raise(kind, params, subject, this.#clock.now());
  }

  /** What an alarm is about is over. Does nothing where there is none. */
  end(kind: AlarmKind, subject = ''): void {
    const alarm = this.#open.get(keyOf(kind, subject));
    if (alarm?.ended_at !== null) return;
    alarm.ended_at = this.#clock.now();
    this.#settle(alarm);
  }

  /** An operator knows of an alarm; undefined for one that is not there. */
  acknowledge(alarmId: number): AlarmView | undefined {
    const alarm = this.#alarms.get(alarmId);
    if (alarm?.acknowledged_at === null) {
      alarm.acknowledged_at = this.#clock.now();
      this.#settle(alarm);
    }
    return this.view(alarmId);
  }

  /** @returns how many there were to acknowledge */
  acknowledgeAll(): number {
    const waiting = [...this.#open.values()].filter((alarm) => alarm.acknowledged_at === null);
    for (const alarm of waiting) this.acknowledge(alarm.alarm_id);
    return waiting.length;
  }

  view(alarmId: number): AlarmView | undefined {
    const alarm = this.#alarms.get(alarmId);
    return alarm && ({ ...alarm } as AlarmView);
  }

  /** Those that are open and the last of those that are not, the oldest first. */
  snapshot(): AlarmView[] {
    return [...this.#alarms.keys()].flatMap((id) => this.view(id) ?? []);
  }

  #raise<K extends AlarmKind>(
    kind: K,
    params: AlarmParams[K],
    subject: string,
    endedAt: number | null,
  ): void {
    const now = this.#clock.now();
    const open = this.#open.get(keyOf(kind, subject));
    if (open !== undefined) {
      // Whoever has acknowledged it did not know of this.
      const news = { params, last_at: now, count: open.count + 1, ended_at: endedAt };
      Object.assign(open, news, { acknowledged_at: null });
      this.changed.emit(open.alarm_id);
      return;
    }
    this.#lastId += 1;
    const alarm = {
      ...{ alarm_id: this.#lastId, kind, severity: ALARM_SEVERITY[kind], subject, params },
      ...{ raised_at: now, last_at: now, count: 1, ended_at: endedAt, acknowledged_at: null },
    } as Alarm;
    this.#alarms.set(alarm.alarm_id, alarm);
    this.#open.set(keyOf(kind, subject), alarm);
    this.changed.emit(alarm.alarm_id);
    this.#forget();
  }

  #settle(alarm: Alarm): void {
    if (!isOpen(alarm)) this.#open.delete(keyOf(alarm.kind, alarm.subject));
    this.changed.emit(alarm.alarm_id);
  }

  /** Lets the oldest go: first those that are over, and where strangers raise too many, any. */
  #forget(): void {
    while (this.#alarms.size > Limit.ALARMS) {
      const alarms = [...this.#alarms.values()];
      const oldest = alarms.find((alarm) => !isOpen(alarm)) ?? alarms[0];
      if (oldest === undefined) return;
      this.#alarms.delete(oldest.alarm_id);
      this.#open.delete(keyOf(oldest.kind, oldest.subject));
      this.changed.emit(oldest.alarm_id);
    }
  }
}

function keyOf(kind: AlarmKind, subject: string): string {
  return `${kind} ${subject}`;
}
