/** Log-ins refused in a minute from which on an operator is told. */
const SEVERAL = 5;
const WITHIN_MS = 60_000;
/** Users and addresses that are watched at a time; a stranger may make up as many as he likes. */
const MOST = 1_000;

/** Finds who fails to log in several times in a minute. */
export class RefusedLogIns {
  /** By who, when the last few were refused: monotonic, in ms. The latest to fail come last. */
  readonly #times = new Map<string, number[]>();

  /**
   * Takes in one that was refused.
   *
   * @param who an address or a user, told apart by the caller
   * @param now monotonic time in ms
   * @returns whether that makes several
   */
  refused(who: string, now: number): boolean {
    const times = (this.#times.get(who) ?? []).filter((at) => now - at < WITHIN_MS);
    this.#times.delete(who);
    times.push(now);
    const isSeveral = times.length >= SEVERAL;
    // Told, and counted anew.
    if (!isSeveral) this.#times.set(who, times);
    const [oldest] = this.#times.keys();
    if (this.#times.size > MOST && oldest !== undefined) this.#times.delete(oldest);
    return isSeveral;
  }
}
