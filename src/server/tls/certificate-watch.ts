import type { Cancel, Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';
import { StartError } from '../start-error.ts';
import { expiryOf, type TlsIdentity } from './identity.ts';
import { ownIdentity, stampOf, type OwnFiles } from './own-files.ts';

const LOOK_EVERY_MS = 2_000;
const DAY_MS = 24 * 3_600_000;
/** So long before its end a certificate is spoken of. */
const SPOKEN_OF_BEFORE_MS = 30 * DAY_MS;

export type CertificateWatchOptions = {
  readonly identity: TlsIdentity;
  /** Files to take a new certificate from; null for one that is made here. */
  readonly files: OwnFiles | null;
  /** Of those files, taken before the identity was read from them. */
  readonly stamp: string;
  readonly clock: Clock;
  readonly warn: (line: string) => void;
};

/** Looks after the gateway's certificate while the net is on the air. */
export class CertificateWatch {
  /** Tells of a new certificate, which connections from now on are to be given. */
  readonly changed = new Emitter<TlsIdentity>();
  readonly #options: CertificateWatchOptions;
  readonly #cancels: readonly Cancel[];
  #identity: TlsIdentity;
  /** Of the files as they were last read. */
  #read: string;
  /** Of the files as they were last seen. */
  #seen: string;

  constructor(options: CertificateWatchOptions) {
    const { clock, identity, files, stamp } = options;
    this.#options = options;
    this.#identity = identity;
    this.#seen = this.#read = stamp;
    this.#warnOfExpiry();
    this.#cancels = [
      clock.every(DAY_MS, () => this.#warnOfExpiry()),
      ...(files === null ? [] : [clock.every(LOOK_EVERY_MS, () => this.#look(files))]),
    ];
  }

  get identity(): TlsIdentity {
    return this.#identity;
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
  }

  /** Files are read once they have rested: certificate and key are two, written one by one. */
  #look(files: OwnFiles): void {
    const stamp = stampOf(files);
    const rested = stamp === this.#seen;
    this.#seen = stamp;
    if (!rested || stamp === this.#read) return;
    this.#read = stamp;
    try {
      this.#identity = ownIdentity(files, this.#options.clock.now());
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      this.#options.warn(`${error.message}; the certificate read before stays in use`);
      return;
    }
    this.changed.emit(this.#identity);
    this.#warnOfExpiry();
  }

  #warnOfExpiry(): void {
    const { certificate, own } = this.#identity;
    const left = expiryOf(certificate) - this.#options.clock.now();
    if (left > SPOKEN_OF_BEFORE_MS) return;
    const day = new Date(certificate.validTo).toISOString().slice(0, 10);
    const what = left > 0 ? `expires on ${day}` : `expired on ${day}`;
    const advice = own ? 'put a new one in its file' : 'start the net anew to renew it';
    this.#options.warn(`the certificate of the gateway ${what}; ${advice}`);
  }
}
