import { Limit } from '../../contract/limits.ts';
import type { Channel, ChannelSeed } from '../hubs/channel-hub.ts';

/** A channel that is gone, and who was in it. */
type Deleted = { readonly seed: ChannelSeed; readonly userIds: readonly string[] };

/** The channels that were deleted last, so that a deletion can be taken back. */
export class DeletedChannels {
  /** By id, the oldest first. */
  readonly #deleted = new Map<string, Deleted>();

  /** Keeps what a channel is; while its members are still in it. */
  note({ members, ...seed }: Channel): void {
    this.#deleted.delete(seed.id);
    this.#deleted.set(seed.id, { seed, userIds: [...members.keys()] });
    const [oldest] = this.#deleted.keys();
    if (this.#deleted.size > Limit.DELETED_CHANNELS && oldest !== undefined) {
      this.#deleted.delete(oldest);
    }
  }

  /** Gives a channel back, once. */
  take(channelId: string): Deleted | undefined {
    const found = this.#deleted.get(channelId);
    this.#deleted.delete(channelId);
    return found;
  }
}
