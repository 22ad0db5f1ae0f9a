import type { Duplex } from 'node:stream';
import { descriptorOf, writeTo, type DirectSend } from './direct-send.ts';
import type { FrameRun } from './frame-run.ts';
import type { Turn } from './turn.ts';

/**
 * Bytes that are written without waiting for the end of the turn. Joining more saves next to
 * nothing, and a socket counts a chunk as waiting until the last byte of it is gone: chunks must
 * be small against the bound on slow readers.
 */
const CHUNK_BYTES = 16 * 1024;

/** What a radio is still to be sent: frames of this turn, then what waits in its socket. */
export class Outbox {
  readonly #socket: Duplex;
  readonly #turn: Turn;
  readonly #boundBytes: number;
  readonly #directSend: DirectSend | undefined;
  /** The socket's descriptor where it may be written to directly; -1 elsewhere. */
  readonly #fd: number;
  #run: FrameRun | undefined;
  /** What waited in the socket when the run began, in bytes. */
  #inSocket = 0;
  #ended = false;

  /**
   * @param socket the radio's TCP or TLS connection, past its upgrade
   * @param boundBytes bytes that may wait before the radio counts as a slow reader
   * @param directSend writes past the stream, where the system has it
   */
  constructor(socket: Duplex, turn: Turn, boundBytes: number, directSend?: DirectSend) {
    this.#socket = socket;
    this.#turn = turn;
    this.#boundBytes = boundBytes;
    this.#directSend = directSend;
    this.#fd = directSend ? descriptorOf(socket) : -1;
  }

  /**
   * Puts a whole WebSocket frame behind the others. It is kept by reference and must not change.
   *
   * @returns false if more is waiting than a slow reader is allowed
   */
  add(frame: Buffer): boolean {
    if (this.#ended) return true;
    if (this.#run) {
      this.#run = this.#run.then(frame);
    } else {
      this.#run = this.#turn.begin(frame);
      this.#inSocket = this.#socket.writableLength;
      this.#turn.add(this);
    }
    const { bytes } = this.#run;
    const mayBeSlow = bytes + this.#inSocket > this.#boundBytes;
    if (!mayBeSlow && bytes < CHUNK_BYTES) return true;
    // Frames of one turn wait for us and not for the reader: only what its socket does not take
    // says that it is slow.
    this.flush();
    return this.#socket.writableLength <= this.#boundBytes;
  }

  /** Writes what there is, as one chunk. */
  flush(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    if (this.#socket.writable) writeTo(this.#socket, run.joined(), this.#fd, this.#directSend);
  }

  /** Writes what there is; whatever is added from now on is dropped. */
  end(): void {
    this.flush();
    this.#ended = true;
  }
}
