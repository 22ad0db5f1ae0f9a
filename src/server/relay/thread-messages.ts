import type { CounterMemory } from './counter-memory.ts';
import type { NewPeer } from './forwarder.ts';
import type { LatchRule } from './latch.ts';

/** What the worker is started with. */
export type WorkerOptions = {
  readonly host: string;
  readonly port: number;
  readonly latch: LatchRule;
  readonly maxPeers: number;
  readonly memory: CounterMemory;
  /** How many commands have been posted; written by the main side alone. */
  readonly posted: Int32Array<SharedArrayBuffer>;
};

/** What the main side tells the worker. */
export type Command =
  | {
      readonly do: 'add';
      readonly slot: number;
      readonly generation: number;
      readonly peer: NewPeer;
    }
  | { readonly do: 'remove'; readonly slot: number }
  | { readonly do: 'stop' };

/** What the worker tells the main side: nothing that comes once a packet. */
export type Report =
  | { readonly is: 'listening'; readonly host: string; readonly port: number }
  | { readonly is: 'refused'; readonly code: string; readonly message: string }
  | { readonly is: 'fault'; readonly message: string };
