import type { AlarmView } from '../../contract/alarms.ts';
import { BY_NET, OPERATOR, type NetEvent } from '../../contract/events.ts';
import type { Cancel } from '../clock.ts';
import type { Emitter } from '../emitter.ts';
import type { Alarms } from './alarms.ts';

type AlarmEvent = Extract<NetEvent['kind'], 'alarm.raised' | 'alarm.acknowledged' | 'alarm.ended'>;

/**
 * Puts alarms on record: that one was raised, who knew of it, and when it was over. Repeats of one
 * that nobody has acknowledged yet are not told anew: whoever is alarmed by strangers, over and over,
 * would find nothing else.
 *
 * @returns ends it
 */
export function recordAlarms(
  alarms: Pick<Alarms, 'changed' | 'snapshot' | 'view'>,
  happened: Pick<Emitter<NetEvent>, 'emit'>,
): Cancel {
  // Those of the run before are on record already.
  const known = new Map(alarms.snapshot().map((alarm) => [alarm.alarm_id, alarm]));
  return alarms.changed.on((id) => {
    const before = known.get(id);
    const alarm = alarms.view(id);
    if (alarm === undefined) {
      known.delete(id);
      return;
    }
    known.set(id, alarm);
    for (const kind of changesOf(before, alarm)) happened.emit(eventOf(kind, alarm));
  });
}

function changesOf(before: AlarmView | undefined, now: AlarmView): AlarmEvent[] {
  if (before === undefined) return ['alarm.raised'];
  const wasKnown = before.acknowledged_at !== null;
  const isKnown = now.acknowledged_at !== null;
  return [
    ...(wasKnown && !isKnown ? (['alarm.raised'] as const) : []),
    ...(!wasKnown && isKnown ? (['alarm.acknowledged'] as const) : []),
    ...(before.ended_at === null && now.ended_at !== null ? (['alarm.ended'] as const) : []),
  ];
}

function eventOf(kind: AlarmEvent, alarm: AlarmView): NetEvent {
  const { kind: name, params } = alarm;
  return {
    kind,
    by: kind === 'alarm.acknowledged' ? OPERATOR : BY_NET,
    ...about(alarm),
    detail: { alarm: name, params: { ...params } },
  };
}

/** Whom an alarm is about, so that it is found among what happened to them. */
function about({ kind, params }: AlarmView): Pick<NetEvent, 'user' | 'channel' | 'address'> {
  switch (kind) {
    case 'zombie':
      return { user: params.user_id };
    case 'radio_lost_talking':
      return { user: params.user_id, channel: params.channel_id };
    case 'log_ins_refused':
      return params.by === 'user' ? { user: params.who } : { address: params.who };
    default:
      return {};
  }
}
