import { CloseCode } from '../../contract/errors.ts';
import { OPERATOR, type NetEvent } from '../../contract/events.ts';
import type { Result } from '../../contract/operator.ts';
import type { SanctionRequest, SanctionView } from '../../contract/sanctions.ts';
import { canonicalIp, isLoopback } from '../address.ts';
import type { Cancel, Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import type { Session } from '../hubs/user-hub.ts';
import { isJournalError } from '../journal/database.ts';
import type { Sanction, Sanctions } from '../journal/sanctions.ts';
import type { Net } from '../net/net.ts';
import { fail, ok } from './results.ts';

/** How often it is seen whether a sanction is over, or another process has changed one, in ms. */
const LOOK_INTERVAL_MS = 1_000;

type Options = { readonly store: Sanctions; readonly net: Net; readonly clock: Clock };

/** Bans and mutes, carried out on the radios that are there. */
export class SanctionDesk {
  /** Tells the id of each sanction that came into force or went out of it. */
  readonly changed = new Emitter<number>();
  readonly #options: Options;
  readonly #cancel: Cancel;
  #inForce = new Map<number, Sanction>();

  constructor(options: Options) {
    this.#options = options;
    this.#look();
    this.#cancel = options.clock.every(LOOK_INTERVAL_MS, () => this.#look());
  }

  stop(): void {
    this.#cancel();
  }

  view(id: number): SanctionView | undefined {
    const sanction = this.#inForce.get(id);
    return sanction && viewOf(sanction);
  }

  snapshot(): SanctionView[] {
    return [...this.#inForce.values()].map(viewOf);
  }

  /** Bans or mutes, at once and on disk when the call returns. */
  add({ kind, user_id, jti, ip, reason, ttl_s }: SanctionRequest): Result<SanctionView> {
    const { store, clock } = this.#options;
    const address = ip === undefined ? undefined : canonicalIp(ip);
    if (address !== undefined && isLoopback(address)) {
      const wanted = 'expected an address that is not this computer’s own';
      return fail('bad_input', `ip: got ${address}, ${wanted}`, { field: 'ip' });
    }
    const until = ttl_s === null ? null : clock.now() + 1_000 * ttl_s;
    const common = { reason, by: OPERATOR, until };
    return this.#write(() => {
      const added =
        address === undefined
          ? store.add({ kind, target: targetOf(user_id, jti), ...common })
          : store.add({ kind: 'ban', target: { ip: address }, ...common });
      this.#tell(added, { kind: 'sanction.added', detail: { kind, reason, until } });
      return added;
    });
  }

  /** Lifts a ban or a mute, at once and on disk when the call returns. */
  lift(id: number): Result<SanctionView> {
    const { store } = this.#options;
    if (!this.#inForce.has(id)) {
      const reason = `sanction_id: got ${id}, expected one that is in force`;
      return fail('no_such_sanction', reason, { sanction_id: id });
    }
    return this.#write(() => {
      const lifted = store.lift(id, OPERATOR) ?? this.#inForce.get(id);
      if (lifted === undefined) throw new Error(`sanction ${id} is gone`);
      this.#tell(lifted, { kind: 'sanction.lifted', detail: { kind: lifted.kind } });
      return lifted;
    });
  }

  #write(work: () => Sanction): Result<SanctionView> {
    try {
      const sanction = work();
      this.#look();
      return ok(viewOf(sanction));
    } catch (error) {
      if (!isJournalError(error)) throw error;
      return fail('folder_unusable', `the journal cannot be written: ${String(error)}`);
    }
  }

  /** Has the radios fare as those say that are in force now. */
  #look(): void {
    const { store, net } = this.#options;
    const now = new Map(store.list().map((sanction) => [sanction.id, sanction]));
    const changed = [
      ...[...now.keys()].filter((id) => !this.#inForce.has(id)),
      ...[...this.#inForce.keys()].filter((id) => !now.has(id)),
    ];
    this.#inForce = now;
    if (changed.length === 0) return;
    for (const session of [...net.users]) this.#apply(session);
    for (const id of changed) this.changed.emit(id);
  }

  #apply(session: Session): void {
    const { store, net, clock } = this.#options;
    const found = store.find(session.userId, session.jti, session.link.ip, clock.now());
    net.mute(
      session,
      found.some(({ kind }) => kind === 'mute'),
    );
    if (found.some(({ kind }) => kind === 'ban')) net.endSession(session, CloseCode.BANNED);
  }

  #tell(
    { user, jti, ip }: Sanction,
    what: Pick<Extract<NetEvent, { kind: `sanction.${string}` }>, 'kind' | 'detail'>,
  ): void {
    const about = {
      ...(user !== null && { user }),
      ...(jti !== null && { jti }),
      ...(ip !== null && { address: ip }),
    };
    this.#options.net.happened.emit({ ...what, by: OPERATOR, ...about } as NetEvent);
  }
}

function targetOf(user: string | undefined, jti: string | undefined) {
  return user === undefined ? { jti: jti ?? '' } : { user };
}

function viewOf({ id, kind, user, jti, ip, reason, by, since, until }: Sanction): SanctionView {
  return { sanction_id: id, kind, user_id: user, jti, ip, reason, by, since, until };
}
