import { createHash, timingSafeEqual } from 'node:crypto';

/** Secrets shorter than this, in characters, are accepted with a warning. */
const ADVISED_LENGTH = 8;

/** The secret that existing radios log in with: `LIVECHAT_SECRET`. There is no default one. */
export class SharedSecret {
  /** Of fixed length, which a comparison in constant time needs; null: no secret. */
  readonly #digest: Buffer | null;

  /**
   * @param secret unset or empty: nothing ever equals it
   * @param warn hears of a secret that is easy to guess
   */
  constructor(secret: string | undefined, warn: (line: string) => void) {
    this.#digest = secret === undefined || secret === '' ? null : digest(secret);
    if (this.#digest !== null && (secret ?? '').length < ADVISED_LENGTH) {
      warn(
        `LIVECHAT_SECRET is shorter than ${ADVISED_LENGTH} characters: easy to guess, and it logs in as any user`,
      );
    }
  }

  /** Compares in a time that does not depend on where the two differ. */
  equals(token: string): boolean {
    return this.#digest !== null && timingSafeEqual(this.#digest, digest(token));
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
