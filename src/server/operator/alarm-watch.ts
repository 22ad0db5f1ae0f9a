import { CloseCode } from '../../contract/errors.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Emitter } from '../emitter.ts';
import type { PortChange } from '../gateway/kept-port.ts';
import type { RefusedLogIn } from '../gateway/login-desk.ts';
import type { Session } from '../hubs/user-hub.ts';
import type { Net } from '../net/net.ts';
import type { PeerCounters } from '../relay/counter-reader.ts';
import type { Alarms } from './alarms.ts';
import { RefusedLogIns } from './refused-log-ins.ts';

/** For how long nothing may be relayed before that is an alarm of its own, in ms. */
const DOWN_FOR_MS = 1_000;

/** How a session ends that its radio did not want to end. */
const LOST: ReadonlySet<CloseCode | undefined> = new Set([
  CloseCode.ZOMBIE,
  CloseCode.SLOW_CONSUMER,
]);

type Relay = {
  readonly onDown: Pick<Emitter<Error>, 'on'>;
  readonly onRestart: Pick<Emitter<{ reason: string; downMs: number }>, 'on'>;
  readonly down: { readonly reason: string } | null;
  counters(ssrc: number): Pick<PeerCounters, 'talking'> | null;
};

type Options = {
  readonly alarms: Alarms;
  readonly net: Pick<Net, 'users' | 'channels' | 'ending'>;
  readonly relay: Relay;
  readonly portChanged: Pick<Emitter<PortChange>, 'on'>;
  readonly refused: Pick<Emitter<RefusedLogIn>, 'on'>;
  readonly clock: Clock;
};

/** Raises the alarms of what the net and the relay tell. */
export class AlarmWatch {
  readonly #options: Options;
  readonly #zombies = new Set<string>();
  readonly #logIns = new RefusedLogIns();
  readonly #cancels: Cancel[];
  #cancelDown: Cancel = () => undefined;

  constructor(options: Options) {
    const { net, relay, refused, portChanged } = options;
    this.#options = options;
    this.#cancels = [
      relay.onDown.on(() => this.#down()),
      relay.onRestart.on((after) => this.#restarted(after)),
      net.users.changed.on((userId) => this.#changed(userId)),
      net.ending.on(({ session, code, isLost }) => {
        if (isLost || LOST.has(code)) this.#lost(session);
      }),
      refused.on((logIn) => this.#refused(logIn)),
      portChanged.on((change) => this.#portChanged(change)),
    ];
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancelDown();
  }

  #down(): void {
    const { alarms, clock, relay } = this.#options;
    this.#cancelDown = clock.after(DOWN_FOR_MS, () => {
      if (relay.down) alarms.raise('relay_down', { reason: relay.down.reason });
    });
  }

  #restarted({ reason, downMs }: { readonly reason: string; readonly downMs: number }): void {
    const { alarms } = this.#options;
    this.#cancelDown();
    alarms.end('relay_down');
    alarms.note('relay_restarted', { reason, down_ms: Math.round(downMs) });
  }

  #portChanged({ port, fault }: PortChange): void {
    const { alarms } = this.#options;
    if (fault === null) alarms.end('port_lost', `${port}`);
    else alarms.raise('port_lost', { port, reason: fault }, `${port}`);
  }

  /** Called with every frame of every radio, so it looks at as little as it can. */
  #changed(userId: string): void {
    const { alarms, net } = this.#options;
    const session = net.users.get(userId);
    const isZombie = session?.state === 'zombie';
    if (isZombie === this.#zombies.has(userId)) return;
    if (!isZombie) {
      this.#zombies.delete(userId);
      alarms.end('zombie', userId);
      return;
    }
    this.#zombies.add(userId);
    alarms.raise('zombie', { user_id: userId }, userId);
  }

  #lost({ userId }: Session): void {
    const { alarms, net, relay } = this.#options;
    for (const { id, members } of net.channels.ofUser(userId)) {
      const member = members.get(userId);
      if (member === undefined || relay.counters(member.ssrc)?.talking !== true) continue;
      const params = { user_id: userId, channel_id: id };
      alarms.note('radio_lost_talking', params, `${userId} ${id}`);
    }
  }

  #refused({ ip, userId }: RefusedLogIn): void {
    const { alarms, clock } = this.#options;
    const both = [
      { by: 'address', who: ip },
      { by: 'user', who: userId },
    ] as const;
    for (const params of both) {
      const subject = `${params.by} ${params.who}`;
      if (!this.#logIns.refused(subject, clock.monotonic())) continue;
      alarms.note('log_ins_refused', params, subject);
    }
  }
}
