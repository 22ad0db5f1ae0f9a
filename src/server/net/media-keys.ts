import { commonProfile, type SrtpProfile } from '../../contract/srtp.ts';
import type { MediaKey, SrtpOffer } from '../../contract/wire.ts';
import {
  formatMasterKey,
  keyAndSaltBytes,
  masterKey,
  type MasterKey,
} from '../../media/srtp/index.ts';
import { isLoopback } from '../address.ts';
import type { Link } from '../hubs/user-hub.ts';
import type { Random } from '../random.ts';

/** The way that keys are told on. */
type Way = Pick<Link, 'ip' | 'secure'>;

/** The relay's side: what it encrypts with. */
export type KeyTable = {
  setKey(channelId: string, profile: SrtpProfile, epoch: number, key: MasterKey | null): void;
};

/** The members of a channel that speak SRTP, and what they hear with. */
type Ring = {
  epoch: number;
  readonly profiles: Map<string, SrtpProfile>;
  readonly downlinks: Map<SrtpProfile, MasterKey>;
};

/** What a member that speaks SRTP is given when it joins. */
export type MemberKeys = {
  /** What the relay decrypts with. */
  readonly uplink: MasterKey;
  /** What the radio is told. */
  readonly offer: SrtpOffer;
};

/** The new downlink keys of a channel. */
export type NewKeys = {
  /** One for each profile, and the users who speak it. */
  readonly told: readonly { readonly key: MediaKey; readonly userIds: readonly string[] }[];
  /** Encrypts with them from now on. */
  readonly use: () => void;
};

type Options = {
  readonly relay: KeyTable;
  readonly random: Random;
  /** Whether keys are also told over a WebSocket that others may read. */
  readonly overPlainWs: boolean;
};

/**
 * The keys of encrypted media: for each member one of its own to send with, for each channel and
 * profile in use one to hear with. Nothing here is logged, or shown to an operator.
 */
export class MediaKeys {
  readonly #options: Options;
  readonly #rings = new Map<string, Ring>();

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * The profile for a radio: the first of its wishes that is spoken here.
   *
   * @param link its WebSocket: where it comes from, and whether it is over TLS
   * @returns undefined where it has to speak plain RTP: none of its wishes is known, or keys may not
   *   be told where others could read them
   */
  profileFor(wishes: readonly string[], link: Way): SrtpProfile | undefined {
    return this.mayTell(link) ? commonProfile(wishes) : undefined;
  }

  /** Whether keys may be told over a WebSocket: where nobody on the way can read them. */
  mayTell({ ip, secure }: Way): boolean {
    return secure || isLoopback(ip) || this.#options.overPlainWs;
  }

  /** Makes the keys of a new member, and has the relay use those that are the channel's. */
  join(channelId: string, userId: string, profile: SrtpProfile): MemberKeys {
    const ring = this.#ring(channelId);
    ring.profiles.set(userId, profile);
    let downlink = ring.downlinks.get(profile);
    if (downlink === undefined) {
      downlink = this.#newKey(profile);
      ring.downlinks.set(profile, downlink);
      this.#options.relay.setKey(channelId, profile, ring.epoch, downlink);
    }
    const uplink = this.#newKey(profile);
    const offer = {
      profile,
      uplink: formatMasterKey(uplink),
      downlink: formatMasterKey(downlink),
      epoch: ring.epoch,
    };
    return { uplink, offer };
  }

  /**
   * Renews the keys of a channel because a member has left it: what it knew opens nothing that
   * follows. One that spoke plain RTP counts too: its SSRC may come again, and begin anew.
   *
   * @returns null for a channel in which nobody speaks SRTP
   */
  leave(channelId: string, userId: string): NewKeys | null {
    const ring = this.#rings.get(channelId);
    if (ring === undefined) return null;
    ring.profiles.delete(userId);
    if (ring.profiles.size === 0) this.#rings.delete(channelId);
    return this.#renew(channelId, ring);
  }

  /**
   * Renews the keys of a channel because they are worn.
   *
   * @param epoch of the keys that are; later ones are left alone
   */
  renew(channelId: string, epoch: number): NewKeys | null {
    const ring = this.#rings.get(channelId);
    return ring?.epoch === epoch ? this.#renew(channelId, ring) : null;
  }

  /** Renews the keys of every channel that has any, because what they were used for is forgotten. */
  renewAll(): NewKeys[] {
    return [...this.#rings].map(([channelId, ring]) => this.#renew(channelId, ring));
  }

  /** Forgets a channel that is gone. */
  forget(channelId: string): void {
    this.#rings.delete(channelId);
  }

  #renew(channelId: string, ring: Ring): NewKeys {
    ring.epoch += 1;
    const { epoch, profiles, downlinks } = ring;
    const changes = [...downlinks.keys()].map((profile) => {
      const userIds = [...profiles].flatMap(([userId, its]) => (its === profile ? [userId] : []));
      const key = userIds.length === 0 ? null : this.#newKey(profile);
      if (key === null) downlinks.delete(profile);
      else downlinks.set(profile, key);
      return { profile, userIds, key };
    });
    const told = changes.flatMap(({ userIds, key }) =>
      key === null
        ? []
        : [{ userIds, key: { channel_id: channelId, epoch, downlink: formatMasterKey(key) } }],
    );
    const use = (): void => {
      for (const { profile, key } of changes) {
        this.#options.relay.setKey(channelId, profile, epoch, key);
      }
    };
    return { told, use };
  }

  #ring(channelId: string): Ring {
    const known = this.#rings.get(channelId);
    if (known !== undefined) return known;
    const ring: Ring = { epoch: 1, profiles: new Map(), downlinks: new Map() };
    this.#rings.set(channelId, ring);
    return ring;
  }

  #newKey(profile: SrtpProfile): MasterKey {
    return masterKey(profile, this.#options.random.bytes(keyAndSaltBytes(profile)));
  }
}
