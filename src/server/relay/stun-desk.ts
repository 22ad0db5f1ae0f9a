import type { KeyObject } from 'node:crypto';
import type { DropReason } from '../../contract/drops.ts';
import { Limit } from '../../contract/limits.ts';
import {
  bindingSuccess,
  isProved,
  readStun,
  shortTermKey,
  StunType,
  unknownAttributeError,
  type StunCredentials,
  type StunMessage,
} from '../../media/stun.ts';
import type { CounterWriter } from './counter-writer.ts';
import type { Endpoint, FanOut, PacketIo, Source } from './packet-io.ts';
import { RateWindow } from './rate-window.ts';
import { SeenTransactions } from './seen-transactions.ts';

type Options<E extends Endpoint> = {
  readonly io: PacketIo<E>;
  readonly counters: CounterWriter;
  /** Whether a packet came from the address that the peer in a slot has latched at. */
  readonly isAt: (slot: number, source: Source<E>) => boolean;
  /** Called when the peer in a slot has proved that its address is that of the source. */
  readonly proved: (slot: number, source: Source<E>, now: number) => void;
};

type Client = {
  readonly slot: number;
  readonly credentials: StunCredentials;
  /** Made with the first request: many radios never send one. */
  account: Account | null;
};

type Account = {
  readonly key: KeyObject;
  readonly seen: SeenTransactions;
  readonly fresh: RateWindow;
  readonly repeated: RateWindow;
};

/**
 * Takes Binding requests (RFC 8489), by which a radio proves its address and hears what it looks
 * like from here. Only a request that is authenticated is answered, against section 9.1.3, which
 * has 400 and 401 for the others: nobody can make the net send anything to anybody.
 *
 * Nothing in a request says where it was sent from, so whoever caught one could send it again and
 * draw a radio's audio to himself. Therefore a transaction counts once: sent again from the
 * radio's address it is a retransmission and is answered, from any other it is refused.
 */
export class StunDesk<E extends Endpoint> {
  readonly #options: Options<E>;
  readonly #byUsername = new Map<string, Client>();
  readonly #bySlot = new Map<number, Client>();
  #answers: FanOut<E> | null = null;

  constructor(options: Options<E>) {
    this.#options = options;
  }

  /** Takes requests for the peer in a slot from now on. */
  add(slot: number, credentials: StunCredentials): void {
    const client: Client = { slot, credentials, account: null };
    this.#byUsername.set(credentials.username, client);
    this.#bySlot.set(slot, client);
  }

  /** Knows the peer in a slot no more. */
  remove(slot: number): void {
    const client = this.#bySlot.get(slot);
    if (client === undefined) return;
    this.#bySlot.delete(slot);
    this.#byUsername.delete(client.credentials.username);
  }

  /** Takes a datagram in that begins like STUN: answers it, or counts why not. */
  receive(packet: Uint8Array, source: Source<E>, now: number): void {
    const { counters } = this.#options;
    const request = readStun(packet);
    // Nothing can be sent to port 0.
    if (request?.type !== StunType.REQUEST || source.port === 0) {
      counters.dropped('bad_stun', null);
      return;
    }
    const client = this.#byUsername.get(request.username ?? '');
    if (client === undefined) {
      counters.dropped('stun_unauthenticated', null);
      return;
    }
    const account = (client.account ??= this.#open(client));
    const { key } = account;
    const refusal = isProved(request, key)
      ? this.#admit(client.slot, account, request, source, now)
      : 'stun_unauthenticated';
    if (refusal !== null) counters.dropped(refusal, client.slot);
    else if (request.unknown.length === 0) {
      this.#answer(bindingSuccess(request, source, key), client, source);
    } else {
      counters.dropped('bad_stun', client.slot);
      this.#answer(unknownAttributeError(request, key), client, source);
    }
  }

  #open({ slot, credentials }: Client): Account {
    return {
      key: shortTermKey(credentials.password),
      seen: new SeenTransactions(this.#options.counters.transactions(slot)),
      fresh: new RateWindow(Limit.STUN_PER_SECOND),
      repeated: new RateWindow(Limit.STUN_PER_SECOND),
    };
  }

  /** Takes what an authenticated request proves, and tells why it may not be answered. */
  #admit(
    slot: number,
    { seen, fresh, repeated }: Account,
    { transactionId, unknown }: StunMessage,
    source: Source<E>,
    now: number,
  ): DropReason | null {
    const { counters, isAt, proved } = this.#options;
    if (seen.has(transactionId)) {
      if (!isAt(slot, source)) return 'stun_replayed';
      return repeated.takes(now) ? null : 'stun_rate';
    }
    // Also where it is refused below: it was sent, so somebody may have caught it.
    seen.add(transactionId);
    if (!fresh.takes(now)) return 'stun_rate';
    counters.authenticated(slot, now);
    if (unknown.length === 0) proved(slot, source, now);
    return null;
  }

  #answer(answer: Buffer, client: Client, source: Source<E>): void {
    const { counters, io } = this.#options;
    // An endpoint of its own, because answers are not counted as media is.
    const endpoint = source.endpoint(() => {
      const isThere = this.#bySlot.get(client.slot) === client;
      counters.dropped('send_failed', isThere ? client.slot : null);
    });
    this.#answers ??= io.fanOut();
    this.#answers.set(0, endpoint);
    this.#answers.send(answer, -1);
  }
}
