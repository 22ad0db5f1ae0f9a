import type { MediaIo } from '../../contract/operator.ts';
import type { Settings } from '../../contract/settings.ts';
import type { SrtpProfile } from '../../contract/srtp.ts';
import type { MasterKey } from '../../media/srtp/index.ts';
import type { CounterMemory } from './counter-memory.ts';
import type { NewPeer } from './forwarder.ts';
import type { LatchRule } from './latch.ts';
import type { OpenedIo } from './open-io.ts';

/** What the worker is started with. */
export type WorkerOptions = {
  readonly host: string;
  readonly port: number;
  readonly io: Settings['media']['io'];
  readonly latch: LatchRule;
  readonly maxPeers: number;
  readonly packetsPerSecond: number;
  readonly memory: CounterMemory;
  /** How many commands have been posted; written by the main side alone. */
  readonly posted: Int32Array<SharedArrayBuffer>;
  /**
   * Descriptor of a socket that neither Node nor the system closes when the thread ends, -1 for
   * none. Whoever takes it out closes it.
   */
  readonly descriptor: Int32Array<SharedArrayBuffer>;
  /** Grows for as long as the thread comes round; written by the worker alone. */
  readonly pulse: Int32Array<SharedArrayBuffer>;
  /** For how long it has had work, see `busy-time.ts`; written by the worker alone. */
  readonly busy: Float64Array<SharedArrayBuffer>;
};

/** How often the thread shows that it comes round, in ms. */
export const PULSE_INTERVAL_MS = 100;

/** What the main side tells the worker. */
export type Command =
  | {
      readonly do: 'add';
      readonly slot: number;
      readonly generation: number;
      readonly peer: NewPeer;
    }
  | { readonly do: 'remove'; readonly slot: number }
  | { readonly do: 'mute'; readonly slot: number; readonly muted: boolean }
  | {
      /** Gives the members of a channel that speak a profile their key, or takes it away. */
      readonly do: 'key';
      readonly channelId: string;
      readonly profile: SrtpProfile;
      readonly epoch: number;
      readonly key: MasterKey | null;
    }
  | { readonly do: 'stop' };

/** What the worker tells the main side: nothing that comes once a packet. */
export type Report =
  | {
      readonly is: 'listening';
      readonly host: string;
      readonly port: number;
      readonly io: MediaIo;
      readonly passedOver: OpenedIo['passedOver'];
    }
  | { readonly is: 'refused'; readonly code: string; readonly message: string }
  /** A downlink key should be followed by another. */
  | { readonly is: 'rekey'; readonly channelId: string; readonly epoch: number }
  | { readonly is: 'fault'; readonly message: string };
