import type { PeerView, RadioView } from '../../contract/operator.ts';
import { lossOf, membershipsByUser, type Membership } from './select.ts';
import type { ConsoleState } from './state.ts';

/** A radio with all that is known of it in the channels. */
export type RadioRow = {
  readonly user: string;
  readonly radio: RadioView;
  readonly places: readonly Membership[];
  readonly peers: readonly PeerView[];
  readonly talking: boolean;
  /** Share of its packets that never came, 0 to 1; null where none was expected. */
  readonly loss: number | null;
  /** The worst of its places, in ms; null where no packet came. */
  readonly jitter: number | null;
};

const NOWHERE: readonly Membership[] = [];

/** The radios as a list shows them. A row stays the same object until something in it changes. */
export class RadioRows {
  #rows: ReadonlyMap<string, RadioRow> = new Map();
  #channels: ConsoleState['channels'] | undefined;
  #memberships: ReadonlyMap<string, readonly Membership[]> = new Map();

  of({ radios, channels, peers }: Pick<ConsoleState, 'radios' | 'channels' | 'peers'>): RadioRow[] {
    if (channels !== this.#channels) {
      this.#channels = channels;
      this.#memberships = membershipsByUser(channels);
    }
    const rows = new Map<string, RadioRow>();
    for (const radio of radios.values()) {
      const places = this.#memberships.get(radio.user_id) ?? NOWHERE;
      const own = places.flatMap(({ ssrc }) => peers.get(ssrc) ?? []);
      const before = this.#rows.get(radio.user_id);
      const isSame =
        before?.radio === radio &&
        isSameList(before.peers, own) &&
        isSamePlaces(before.places, places);
      rows.set(radio.user_id, isSame ? before : radioRow(radio, places, own));
    }
    this.#rows = rows;
    return [...rows.values()];
  }
}

export function radioRow(
  radio: RadioView,
  places: readonly Membership[],
  peers: readonly PeerView[],
): RadioRow {
  let [expected, lost, jitter] = [0, 0, 0];
  for (const { quality } of peers) {
    expected += quality.expected;
    lost += quality.lost;
    if (quality.expected > 0) jitter = Math.max(jitter, quality.jitter_ms);
  }
  return {
    user: radio.user_id,
    radio,
    places,
    peers,
    talking: peers.some((peer) => peer.talking),
    loss: lossOf({ expected, lost }),
    jitter: expected === 0 ? null : jitter,
  };
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Who else comes and goes in a channel is not shown in a row. */
function isSamePlaces(a: readonly Membership[], b: readonly Membership[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ ssrc, channel }, index) => {
      const other = b[index];
      return ssrc === other?.ssrc && channel.channel_name === other.channel.channel_name;
    })
  );
}
