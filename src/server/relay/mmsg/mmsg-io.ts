import type { Clock } from '../../clock.ts';
import type { FanOut, PacketIo, Receive } from '../packet-io.ts';
import { BATCH, Inbox } from './inbox.ts';
import { EAGAIN, EINTR, MSG_DONTWAIT, MSG_WAITFORONE, type Libc } from './libc.ts';
import { endpointOf, type MmsgEndpoint } from './mmsg-endpoint.ts';
import { MmsgFanOut } from './mmsg-fan-out.ts';
import { Outbox } from './outbox.ts';
import { systemError, type UdpSocket } from './udp-socket.ts';

/** How long receiving waits, in ms: commands come through within that time. */
export const RECEIVE_TIMEOUT_MS = 20;

/**
 * How long the event loop is kept waiting while packets come in without a pause, in ms. Commands
 * do not need it, and a turn of it costs as much as many packets.
 */
const TURN_MS = 100;

/** Errors in a row, none of which a packet brings on, after which the thread gives up. */
const ERRORS_IN_A_ROW = 100;

type Options = {
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
  /** Closes the descriptor. */
  readonly close: (fd: number) => void;
};

/** Receives and sends many datagrams with one system call. It keeps its thread to itself. */
export class MmsgIo implements PacketIo<MmsgEndpoint> {
  readonly host: string;
  readonly port: number;
  readonly #libc: Libc;
  readonly #fd: number;
  readonly #isV6: boolean;
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #close: (fd: number) => void;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  #receive: Receive<MmsgEndpoint> = () => undefined;
  #before: () => void = () => undefined;
  #isOpen = true;
  #isReceiving = false;
  #errors = 0;
  #closed: (() => void) | undefined;

  constructor(libc: Libc, socket: UdpSocket, { clock, onFault, close }: Options) {
    this.host = socket.host;
    this.port = socket.port;
    this.#libc = libc;
    this.#fd = socket.fd;
    this.#isV6 = socket.isV6;
    this.#clock = clock;
    this.#onFault = onFault;
    this.#close = close;
    this.#inbox = new Inbox(libc, socket.isV6);
    this.#outbox = new Outbox(libc, socket, this.#inbox);
  }

  receive(receive: Receive<MmsgEndpoint>, before?: () => void): void {
    this.#receive = receive;
    if (before !== undefined) this.#before = before;
    this.#isReceiving = true;
    this.#clock.soon(this.#turn);
  }

  fanOut(): FanOut<MmsgEndpoint> {
    return new MmsgFanOut(this.#libc, this.#outbox);
  }

  endpoint(ip: string, port: number, refused: (bytes: number) => void): MmsgEndpoint | null {
    return endpointOf(this.#isV6, ip, port, refused);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#isOpen = false;
      this.#closed = resolve;
      if (!this.#isReceiving) this.#end();
    });
  }

  /** Relays until nothing comes for a while, or for long enough; then the event loop has its turn. */
  readonly #turn = (): void => {
    const end = this.#clock.monotonic() + TURN_MS;
    do {
      if (!this.#isOpen) {
        // What came in before the end is relayed, as far as it can be done in one more turn.
        while (this.#batch(MSG_DONTWAIT) && this.#clock.monotonic() < end);
        this.#end();
        return;
      }
      if (!this.#batch(MSG_WAITFORONE)) break;
    } while (this.#now !== null && this.#now < end);
    this.#clock.soon(this.#turn);
  };

  /**
   * When the batch in hand came in: monotonic, in ms. That it can be null makes the engine keep the
   * number as an object, which is handed over with each packet; it would make one for each else.
   */
  #now: number | null = null;

  /** @returns whether there was anything */
  #batch(flags: number): boolean {
    const received = this.#libc.recvmmsg(this.#fd, this.#inbox.headers, BATCH, flags, 0);
    if (received <= 0) {
      this.#check();
      return false;
    }
    this.#errors = 0;
    this.#now = this.#clock.monotonic();
    this.#before();
    for (let place = 0; place < received;) place = this.#handOver(place, received);
    this.#inbox.done();
    this.#outbox.flush();
    return true;
  }

  /** @returns the place to go on at: the end, unless a packet brought an exception on */
  #handOver(from: number, end: number): number {
    const inbox = this.#inbox;
    const receive = this.#receive;
    const now = this.#now ?? 0;
    let place = from;
    try {
      for (; place < end; place += 1) receive(inbox.take(place), inbox, now);
    } catch (error) {
      this.#onFault(error);
      place += 1;
    }
    return place;
  }

  /** @throws the system's error if it does not go away */
  #check(): void {
    const errno = this.#libc.errno();
    if (errno === EAGAIN || errno === EINTR) return;
    const error = systemError(this.#libc, 'recvmmsg');
    this.#onFault(error);
    this.#errors += 1;
    if (this.#errors === ERRORS_IN_A_ROW) throw error;
  }

  #end(): void {
    this.#isReceiving = false;
    this.#outbox.flush();
    this.#close(this.#fd);
    this.#closed?.();
  }
}
