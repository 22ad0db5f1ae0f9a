import type { Cancel } from './clock.ts';

type Listener = (value: never) => void;

/** Named events with one typed value each. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener>>();

  /**
   * Listens to an event from now on.
   *
   * @returns a function that ends the subscription
   */
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): Cancel {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void {
    const listeners = this.#listeners.get(name) ?? [];
    for (const listener of listeners) (listener as (value: Events[Name]) => void)(value);
  }
}
