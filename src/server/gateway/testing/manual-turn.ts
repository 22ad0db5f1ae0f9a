import { Turn } from '../turn.ts';

/** A turn of the event loop that a test ends. */
export class ManualTurn extends Turn {
  readonly #calls: (() => void)[];

  constructor() {
    const calls: (() => void)[] = [];
    super((call) => calls.push(call));
    this.#calls = calls;
  }

  end(): void {
    for (const call of this.#calls.splice(0)) call();
  }
}
