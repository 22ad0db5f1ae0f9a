/** How structures lie in memory, counted in 32-bit words: 64-bit Linux, least significant byte first. */

/** `struct mmsghdr`: a `struct msghdr` and the length of what was received. */
export const Header = {
  NAME: 0,
  NAME_BYTES: 2,
  IOVECS: 4,
  IOVEC_COUNT: 6,
  /** Bytes received. */
  LENGTH: 14,
  WORDS: 16,
} as const;

/** `struct iovec`. */
export const Iovec = { BASE: 0, BYTES: 2, WORDS: 4 } as const;

/**
 * A place for a socket address. `struct sockaddr_in6` has family and port in its first word, then
 * flow, four words of address, and scope; `struct sockaddr_in` has its address in the second word
 * and zeros behind it.
 */
export const Name = { FAMILY_AND_PORT: 0, V4: 1, V6: 2, SCOPE: 6, WORDS: 8 } as const;
export const NAME_BYTES = 4 * Name.WORDS;

/** What the system calls the length of an address. */
export const SOCKADDR_IN_BYTES = 16;
export const SOCKADDR_IN6_BYTES = 28;
