import type { FanOut } from '../packet-io.ts';
import { Name, NAME_BYTES } from './layout.ts';
import type { Libc } from './libc.ts';
import { memory, type Memory } from './memory.ts';
import type { MmsgEndpoint } from './mmsg-endpoint.ts';
import type { Outbox } from './outbox.ts';

/** Room for addresses to begin with; it is doubled when it is full. */
const FIRST_ROOM = 4;

/** The addresses of a channel in the form in which the system takes them, one behind the other. */
export class MmsgFanOut implements FanOut<MmsgEndpoint> {
  /** As many as are in use. */
  size = 0;
  names: Memory;
  readonly #libc: Libc;
  readonly #outbox: Outbox;
  readonly #endpoints: MmsgEndpoint[] = [];

  constructor(libc: Libc, outbox: Outbox) {
    this.#libc = libc;
    this.#outbox = outbox;
    this.names = memory(libc, FIRST_ROOM * NAME_BYTES);
  }

  set(index: number, endpoint: MmsgEndpoint): void {
    // What waits was meant for the address that was here before.
    this.#outbox.flush();
    this.#endpoints[index] = endpoint;
    this.size = this.#endpoints.length;
    if (this.size * NAME_BYTES > this.names.bytes.length) this.#grow();
    const { word0, word1, word2, word3, word4, word5, word6 } = endpoint;
    const words = [word0, word1, word2, word3, word4, word5, word6];
    this.names.words.set(words, Name.WORDS * index);
  }

  pop(): void {
    this.#outbox.flush();
    this.#endpoints.pop();
    this.size = this.#endpoints.length;
  }

  send(packet: Uint8Array, skip: number): void {
    this.#outbox.post(this, packet, skip);
  }

  /** The system did not take a packet to the address at an index. */
  refused(index: number, bytes: number): void {
    this.#endpoints[index]?.refused(bytes);
  }

  #grow(): void {
    const { words, bytes } = this.names;
    this.names = memory(this.#libc, 2 * bytes.length);
    this.names.words.set(words);
  }
}
