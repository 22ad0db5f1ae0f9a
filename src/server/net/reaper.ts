import { CloseCode } from '../../contract/errors.ts';
import type { RadioState } from '../../contract/operator.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Session } from '../hubs/user-hub.ts';
import type { Net } from './net.ts';

export type ReaperOptions = {
  readonly net: Net;
  /** Tells when a packet last proved that the peer of an SSRC is there; monotonic, in ms. */
  readonly media: { lastAuthenticatedAt(ssrc: number): number | null };
  readonly clock: Clock;
  /** Silence after which a session is a suspect, and a zombie, in ms. */
  readonly suspectAfterMs: number;
  readonly zombieAfterMs: number;
  /** How often it looks, in ms. */
  readonly intervalMs: number;
};

/**
 * Looks for radios that have fallen silent. Frames and authenticated packets count as a sign of
 * life; plain RTP proves nothing about who sent it. A zombie is ended at the look after the one that
 * found it, so that the console shows it before it is gone, and a sign of life that comes in between
 * still saves it.
 *
 * One whose connection is lost stays a suspect until its resume window ends, whatever comes over UDP.
 */
export class Reaper {
  readonly #options: ReaperOptions;
  readonly #cancel: Cancel;

  constructor(options: ReaperOptions) {
    this.#options = options;
    this.#cancel = options.clock.every(options.intervalMs, () => this.#look());
  }

  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const { net } = this.#options;
    for (const session of [...net.users]) {
      net.proved(session, this.#provedAt(session));
      if (session.lost) net.expireLost(session);
      else if (session.state === 'zombie') net.endSession(session, CloseCode.ZOMBIE);
      else this.#age(session);
    }
  }

  /** When a packet of any of its memberships last proved that a radio is there. */
  #provedAt(session: Session): number {
    const { net, media } = this.#options;
    let last = -Infinity;
    for (const { members } of net.channels.ofUser(session.userId)) {
      const { ssrc = 0 } = members.get(session.userId) ?? {};
      last = Math.max(last, media.lastAuthenticatedAt(ssrc) ?? -Infinity);
    }
    return last;
  }

  #age(session: Session): void {
    const { clock, net, suspectAfterMs, zombieAfterMs } = this.#options;
    const silence = clock.monotonic() - session.lastHeardAt;
    const state: RadioState =
      silence >= zombieAfterMs ? 'zombie' : silence >= suspectAfterMs ? 'suspect' : 'alive';
    if (state === session.state) return;
    session.state = state;
    net.users.touch(session);
  }
}
