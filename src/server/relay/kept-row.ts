import { parseAddress } from '../address.ts';
import {
  ADDRESS_BYTES,
  UPLINK_INDEX,
  UPLINK_REPORT_INDEX,
  at,
  rowOf,
  type CounterMemory,
} from './counter-memory.ts';

/** What a thread that has ended has left of a peer, besides its figures. */
export type Kept = {
  /** Where it was; null where it had not latched, or where that cannot be read any more. */
  readonly address: { readonly ip: string; readonly port: number } | null;
  /** Highest index of its SRTP and of its SRTCP, -1 before the first. */
  readonly index: number;
  readonly reportIndex: number;
};

/**
 * Reads what is left of the peer of a generation.
 *
 * @returns null if the slot has never been that peer's
 */
export function keptOf(memory: CounterMemory, slot: number, generation: number): Kept | null {
  if (Atomics.load(memory.generations, slot) !== generation) return null;
  const row = rowOf(slot);
  return {
    address: isWhole(memory, slot) ? parseAddress(text(memory, slot)) : null,
    index: at(memory.figures, row + UPLINK_INDEX),
    reportIndex: at(memory.figures, row + UPLINK_REPORT_INDEX),
  };
}

/** Ends a write that the thread before did not live to end; what it wrote is worth nothing. */
function isWhole({ addressWrites }: CounterMemory, slot: number): boolean {
  if (Atomics.load(addressWrites, slot) % 2 === 0) return true;
  Atomics.add(addressWrites, slot, 1);
  return false;
}

function text({ addresses }: CounterMemory, slot: number): string {
  const start = ADDRESS_BYTES * slot;
  const end = start + 1 + (addresses[start] ?? 0);
  return String.fromCharCode(...addresses.subarray(start + 1, end));
}
