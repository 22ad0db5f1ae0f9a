import type { Ip } from './ip.ts';

/**
 * What the forwarder wants of a back end that moves packets. A back end may read and send one
 * packet at a time or in batches, and may keep an address in whatever form it sends to fastest: the
 * forwarder never looks inside. A channel that needs packets in several forms or over several
 * back ends has one `FanOut` for each.
 */

/** A radio's address, made once when it latches and sent to ever after. */
export type Endpoint = {
  /** In the form of `canonicalIp`. */
  readonly ip: string;
  readonly port: number;
};

/** Where a packet came from. Good only during the call that hands it over. */
export type Source<E extends Endpoint> = {
  /** In the form of `canonicalIp`. Costly: ask `is` and `hasIp`. */
  readonly ip: string;
  /** 0 where the sender takes no answer (RFC 768). */
  readonly port: number;
  /** Whether the packet came from this address: what is asked of every packet. */
  is(endpoint: E): boolean;
  /** Whether the packet came from this IP, whatever the port. */
  hasIp(ip: Ip): boolean;
  /**
   * Makes the address one to send to.
   *
   * @param refused called for a packet to this address that the system refused to send, with its
   *   length in bytes; during `send` or later, once the back end knows
   */
  endpoint(refused: (bytes: number) => void): E;
};

/** The addresses of one channel, prepared for sending one packet to all of them. */
export type FanOut<E extends Endpoint> = {
  /** Puts an address at an index, which is at most the number of those there. */
  set(index: number, endpoint: E): void;
  /** Takes off the last address. */
  pop(): void;
  /**
   * Sends a packet to all but one of the addresses that are there at this call. The back end may
   * send it with the rest of its batch, so it owns the packet from here on.
   *
   * @param packet one that came in, or one that the caller has written
   * @param skip index of the address to leave out, -1 for none
   */
  send(packet: Uint8Array, skip: number): void;
};

/**
 * Takes a packet in. It may not throw for anything a packet holds; should it do so all the same,
 * the back end reports it and goes on.
 *
 * @param now monotonic time in ms, read once for each packet or batch
 */
export type Receive<E extends Endpoint> = (
  packet: Uint8Array,
  source: Source<E>,
  now: number,
) => void;

export type PacketIo<E extends Endpoint> = {
  /** The address it is bound to, `::` or `0.0.0.0` for all interfaces. */
  readonly host: string;
  readonly port: number;
  fanOut(): FanOut<E>;
  /**
   * Makes an address of what is written of it: one that a relay before this one has sent to.
   *
   * @param ip in the form of `canonicalIp`
   * @param refused as with `Source.endpoint`
   * @returns null for an address that this does not lead to: of another family than the socket's,
   *   or one that means nothing without its zone (RFC 4007, section 6)
   */
  endpoint(ip: string, port: number, refused: (bytes: number) => void): E | null;
  /**
   * Hands over every packet that comes in from now on.
   *
   * @param before called when a packet or a batch has come in, before it is handed over
   */
  receive(receive: Receive<E>, before?: () => void): void;
  /** Resolves when the port is free again; what had come in by then has been handed over. */
  close(): Promise<void>;
};
