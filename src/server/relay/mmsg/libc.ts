import { loadCLibrary } from '../../c-library.ts';

/**
 * The few functions of Linux' C library that the back end calls, and the numbers that go with them.
 * The numbers and the layouts of structures are those of 64-bit x86 and ARM, which agree.
 */
export type Libc = {
  socket(family: number, type: number, protocol: number): number;
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number;
  getsockopt(
    fd: number,
    level: number,
    name: number,
    value: Uint8Array,
    length: Uint8Array,
  ): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  getsockname(fd: number, address: Uint8Array, length: Uint8Array): number;
  close(fd: number): number;
  /** @param name of an interface; @returns its number, 0 where there is none of that name */
  if_nametoindex(name: string): number;
  /** @param headers address of the first `mmsghdr` */
  recvmmsg(fd: number, headers: number, count: number, flags: number, timeout: 0): number;
  sendmmsg(fd: number, headers: number, count: number, flags: number): number;
  /** What the last function that returned -1 on this thread ended in. */
  errno(): number;
  /** Where a buffer lies: it stays there until it is garbage. */
  address(buffer: ArrayBuffer): number;
};

export const AF_INET = 2;
export const AF_INET6 = 10;
export const SOCK_DGRAM = 2;
export const SOCK_CLOEXEC = 0x80000;
export const SOL_SOCKET = 1;
export const SO_SNDBUF = 7;
export const SO_RCVBUF = 8;
export const SO_RCVTIMEO = 20;
export const SO_SNDBUFFORCE = 32;
export const SO_RCVBUFFORCE = 33;
export const IPPROTO_IP = 0;
export const IP_MTU_DISCOVER = 10;
export const IP_PMTUDISC_WANT = 1;
export const IP_PMTUDISC_DO = 2;
export const IPPROTO_IPV6 = 41;
export const IPV6_V6ONLY = 26;
export const MSG_DONTWAIT = 0x40;
export const MSG_WAITFORONE = 0x10000;

export const EINTR = 4;
export const EAGAIN = 11;
export const EMSGSIZE = 90;

/**
 * Loads the C library.
 *
 * @throws where the system is not Linux on 64-bit x86 or ARM, or it cannot be loaded
 */
export async function loadLibc(platform?: string, arch?: string): Promise<Libc> {
  const { library, koffi } = await loadCLibrary(platform, arch);
  const pointer = 'void *';
  return {
    socket: library.func('socket', 'int', ['int', 'int', 'int']),
    setsockopt: library.func('setsockopt', 'int', ['int', 'int', 'int', pointer, 'uint']),
    getsockopt: library.func('getsockopt', 'int', ['int', 'int', 'int', pointer, pointer]),
    bind: library.func('bind', 'int', ['int', pointer, 'uint']),
    getsockname: library.func('getsockname', 'int', ['int', pointer, pointer]),
    close: library.func('close', 'int', ['int']),
    if_nametoindex: library.func('if_nametoindex', 'uint', ['str']),
    // Addresses as numbers: to turn a pointer into one costs koffi more at every call.
    recvmmsg: library.func('recvmmsg', 'int', ['int', 'uintptr_t', 'uint', 'int', 'uintptr_t']),
    sendmmsg: library.func('sendmmsg', 'int', ['int', 'uintptr_t', 'uint', 'int']),
    errno: () => koffi.errno(),
    address: (buffer) => Number(koffi.address(buffer)),
  };
}
