import { noLimitsHit, type LimitName, type LimitsHit } from '../contract/limits-hit.ts';

/** How often each limit was hit, for the operator. */
export class LimitCounts {
  readonly #counts = noLimitsHit();

  hit(name: LimitName): void {
    this.#counts[name] += 1;
  }

  /** The counts as they are now; they do not change any more. */
  read(): LimitsHit {
    return { ...this.#counts };
  }
}
