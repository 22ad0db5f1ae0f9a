/** Alarms: what an operator has to know of now, and say that he does. */

/** `critical`: somebody is not heard, or may not be. `warning`: somebody should look into it. */
export type AlarmSeverity = 'critical' | 'warning';

/** The closed table of what an operator is alarmed of. */
export const ALARM_SEVERITY = {
  /** Another thread of the relay had to take over; nobody was heard for a moment. */
  relay_restarted: 'warning',
  /** Nothing is relayed, and has not been for a second. */
  relay_down: 'critical',
  /** Radios cannot connect: the system took a port of the gateway away. It is opened anew. */
  port_lost: 'critical',
  /** What is done is not written down: the disk is full, or refuses. */
  journal_failing: 'critical',
  /** Radios find the net at another address than before. */
  address_changed: 'warning',
  /** A radio is logged in and answers no more. */
  zombie: 'warning',
  /** A radio was lost while it talked. */
  radio_lost_talking: 'critical',
  /** Somebody fails to log in again and again. */
  log_ins_refused: 'warning',
  /** Packets come faster than the relay takes them; the system drops some. */
  relay_overloaded: 'critical',
} as const satisfies Record<string, AlarmSeverity>;

export type AlarmKind = keyof typeof ALARM_SEVERITY;
export const ALARM_KINDS = Object.keys(ALARM_SEVERITY) as [AlarmKind, ...AlarmKind[]];

/** What is told of an alarm, by its kind, to be put into words. */
export type AlarmParams = {
  readonly relay_restarted: { readonly reason: string; readonly down_ms: number };
  readonly relay_down: { readonly reason: string };
  readonly port_lost: { readonly port: number; readonly reason: string };
  readonly journal_failing: { readonly reason: string };
  readonly address_changed: { readonly from: string; readonly to: string };
  readonly zombie: { readonly user_id: string };
  readonly radio_lost_talking: { readonly user_id: string; readonly channel_id: string };
  /** `who` is an IP address or a user id. */
  readonly log_ins_refused: { readonly by: 'address' | 'user'; readonly who: string };
  readonly relay_overloaded: { readonly dropped: number };
};

/** An alarm by its kind; there is one open at a time of each kind and subject. */
export type AlarmView = {
  readonly [K in AlarmKind]: {
    readonly alarm_id: number;
    readonly kind: K;
    readonly severity: AlarmSeverity;
    /** What it is about, within its kind: a user id, an address; empty for the net itself. */
    readonly subject: string;
    readonly params: AlarmParams[K];
    readonly raised_at: number;
    /** When it was raised last: it counts repeats while it is open. */
    readonly last_at: number;
    readonly count: number;
    /** When what it is about was over; null while it goes on. */
    readonly ended_at: number | null;
    readonly acknowledged_at: number | null;
  };
}[AlarmKind];

/** Whether an alarm still wants an operator: it goes on, or nobody has acknowledged it. */
export function isOpen(alarm: Pick<AlarmView, 'ended_at' | 'acknowledged_at'>): boolean {
  return alarm.ended_at === null || alarm.acknowledged_at === null;
}
