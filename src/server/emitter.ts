import type { Cancel } from './clock.ts';

/** One event that others listen to. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Listens from now on. */
  on(listener: (value: T) => void): Cancel {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}
