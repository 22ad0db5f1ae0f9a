import {
  bindingRequest,
  isProved,
  type MappedAddress,
  shortTermKey,
  type StunCredentials,
  type StunMessage,
  StunType,
  TRANSACTION_ID_BYTES,
} from '../media/stun.ts';
import type { Cancel, Clock } from './clock.ts';
import type { Random } from './random.ts';

/** How often a radio proves its address, which also keeps its NAT open. */
const KEEP_ALIVE_MS = 10_000;

/** When a request is sent again, after it was sent first: RTO 500 ms, doubled (RFC 8489, 6.2.1). */
const RETRANSMIT_AT_MS = [500, 1_500, 3_500, 7_500] as const;

/** The least time from one proof to the next that is asked for. */
const PROVE_INTERVAL_MS = 1_000;

export type BindingOptions = {
  readonly credentials: StunCredentials;
  readonly clock: Clock;
  readonly random: Random;
  readonly send: (packet: Buffer) => void;
  /** Called when the public address becomes known, and whenever it has changed. */
  readonly onAddress: (address: MappedAddress) => void;
};

/**
 * Proves to the server where a radio is, and keeps it so: a Binding request (RFC 8489) at once and
 * every 10 s, sent again while it is not answered. The next one takes the place of one that never
 * was, so there is one transaction at a time and five datagrams to each at most.
 */
export class Binding {
  readonly #options: BindingOptions;
  readonly #key: ReturnType<typeof shortTermKey>;
  /** The id of the request that has not been answered; null for none. */
  #pending: Buffer | null = null;
  #startedAt = -Infinity;
  #cancels: Cancel[] = [];
  /** Who waits for the present transaction. */
  readonly #waiting: (() => void)[] = [];
  #address: MappedAddress | null = null;

  constructor(options: BindingOptions) {
    this.#options = options;
    this.#key = shortTermKey(options.credentials.password);
    this.#start();
  }

  /** Where the server sees this radio; null until it has said so. */
  get address(): MappedAddress | null {
    return this.#address;
  }

  /** Proves the address now, unless that was done within the last second. */
  prove(): void {
    const { clock } = this.#options;
    if (clock.monotonic() - this.#startedAt >= PROVE_INTERVAL_MS) this.#start();
  }

  /**
   * Proves the address anew. The server takes in what comes from a radio in its order, so once it
   * has answered it has relayed what was sent before.
   *
   * @returns resolves at the answer; without one at the next keep-alive, or when this is closed
   */
  settled(): Promise<void> {
    this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Takes what may be the answer.
   *
   * @returns false for a message that is none, or that the server did not write
   */
  take(message: StunMessage): boolean {
    const { type, transactionId, mappedAddress, unknown } = message;
    if (this.#pending?.equals(transactionId) !== true) return false;
    if (type !== StunType.SUCCESS && type !== StunType.ERROR) return false;
    // A forged answer is as if it had never come (RFC 8489, section 9.1.4).
    if (!isProved(message, this.#key)) return false;
    this.#pending = null;
    this.#release();
    if (type === StunType.SUCCESS && mappedAddress !== null && unknown.length === 0) {
      this.#moved(mappedAddress);
    }
    return true;
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    this.#pending = null;
    this.#release();
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #start(): void {
    const { clock, credentials, send } = this.#options;
    this.close();
    const id = this.#transactionId();
    const request = bindingRequest(id, credentials.username, this.#key);
    this.#pending = id;
    this.#startedAt = clock.monotonic();
    this.#cancels = RETRANSMIT_AT_MS.map((ms) =>
      clock.after(ms, () => {
        if (this.#pending === id) send(request);
      }),
    );
    this.#cancels.push(clock.after(KEEP_ALIVE_MS, () => this.#start()));
    send(request);
  }

  /** Nobody may foretell one, or he could answer in the server's stead (RFC 8489, section 5). */
  #transactionId(): Buffer {
    const id = Buffer.alloc(TRANSACTION_ID_BYTES);
    for (let at = 0; at < id.length; at += 4) {
      id.writeUInt32BE(this.#options.random(0x1_0000_0000), at);
    }
    return id;
  }

  #moved(address: MappedAddress): void {
    const { ip, port } = this.#address ?? {};
    this.#address = address;
    if (address.ip !== ip || address.port !== port) this.#options.onAddress(address);
  }
}
