import type { JoinOptions } from './events.ts';

/** How a channel was joined. */
export type Place = { readonly ssrc: number; readonly options: JoinOptions };

/** The channels that a radio is in, so that it can join them again. */
export class Places {
  readonly #places = new Map<string, Place>();
  /** Channels of which the answer to a JOIN or a LEAVE was lost. */
  readonly #doubtful = new Set<string>();

  joined(channelId: string, place: Place): void {
    this.#places.set(channelId, place);
  }

  left(channelId: string): void {
    this.#places.delete(channelId);
  }

  /** Nobody knows whether the radio is in that channel. */
  doubt(channelId: string): void {
    this.#places.delete(channelId);
    this.#doubtful.add(channelId);
  }

  all(): [channelId: string, place: Place][] {
    return [...this.#places];
  }

  /** The channels of which it is not known whether the radio is in; they are known from now on. */
  takeDoubtful(): string[] {
    const doubtful = [...this.#doubtful];
    this.#doubtful.clear();
    return doubtful;
  }
}
