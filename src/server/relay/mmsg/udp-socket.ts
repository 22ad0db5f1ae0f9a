import { isIPv6 } from 'node:net';
import { getSystemErrorName } from 'node:util';
import { formatIp, ipOf } from '../ip.ts';
import { SOCKADDR_IN6_BYTES, SOCKADDR_IN_BYTES } from './layout.ts';
import {
  AF_INET,
  AF_INET6,
  IPPROTO_IP,
  IPPROTO_IPV6,
  IP_MTU_DISCOVER,
  IP_PMTUDISC_DO,
  IP_PMTUDISC_WANT,
  IPV6_V6ONLY,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOL_SOCKET,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SO_RCVTIMEO,
  SO_SNDBUF,
  SO_SNDBUFFORCE,
  type Libc,
} from './libc.ts';

/** A UDP socket by its descriptor: nothing closes it but `close`. */
export type UdpSocket = {
  readonly fd: number;
  readonly isV6: boolean;
  /** Whether datagrams are sent whole or not at all, see `sendWhole`. */
  readonly isWhole: boolean;
  readonly host: string;
  readonly port: number;
};

type Options = {
  readonly port: number;
  /** Room asked for in the kernel, each way; it may grant less. */
  readonly bufferBytes: number;
  /** How long receiving waits, in ms. */
  readonly receiveTimeoutMs: number;
};

/**
 * Opens a socket that blocks for a while when it receives.
 *
 * @param ip to bind to; `::` is all interfaces, of IPv4 as well
 * @throws Error with the system's name of what went wrong as its `code`
 */
export function openUdpSocket(libc: Libc, ip: string, options: Options): UdpSocket {
  const isV6 = isIPv6(ip);
  const fd = libc.socket(isV6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) throw systemError(libc, 'socket');
  try {
    if (isV6) setOption(libc, fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    const { bufferBytes, receiveTimeoutMs } = options;
    // Up to the machine's limit, and beyond it where the process may.
    for (const name of [SO_RCVBUF, SO_RCVBUFFORCE, SO_SNDBUF, SO_SNDBUFFORCE]) {
      setOption(libc, fd, SOL_SOCKET, name, bufferBytes);
    }
    setReceiveTimeout(libc, fd, receiveTimeoutMs);
    const address = socketAddress(libc, ip, options.port);
    if (libc.bind(fd, address, address.length) < 0) throw systemError(libc, 'bind');
    // Where the machine is set up to look for no path MTU, it stays as it is.
    const isWhole = option(libc, fd, IPPROTO_IP, IP_MTU_DISCOVER) === IP_PMTUDISC_WANT;
    if (isWhole) sendWhole(libc, fd, true);
    return { fd, isV6, isWhole, ...boundTo(libc, fd) };
  } catch (error) {
    libc.close(fd);
    throw error;
  }
}

/**
 * Has IPv4 datagrams sent whole or not at all (EMSGSIZE), or cut in pieces where a path asks for it.
 * What is never cut needs no number that its pieces would be found by (RFC 6864, section 4), and to
 * make one up is a fiftieth of what it costs to send.
 */
export function sendWhole(libc: Libc, fd: number, isWhole: boolean): void {
  setOption(libc, fd, IPPROTO_IP, IP_MTU_DISCOVER, isWhole ? IP_PMTUDISC_DO : IP_PMTUDISC_WANT);
}

/** What went wrong in the call before, as Node would say it. */
export function systemError(libc: Libc, call: string): NodeJS.ErrnoException {
  const errno = libc.errno();
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(`${call} ${code}`), { code, errno: -errno, syscall: call });
}

function setOption(libc: Libc, fd: number, level: number, name: number, value: number): void {
  const bytes = new Uint8Array(Int32Array.of(value).buffer);
  libc.setsockopt(fd, level, name, bytes, bytes.length);
}

function option(libc: Libc, fd: number, level: number, name: number): number {
  const value = new Int32Array(1);
  const length = new Uint8Array(Int32Array.of(value.byteLength).buffer);
  libc.getsockopt(fd, level, name, new Uint8Array(value.buffer), length);
  return value[0] ?? 0;
}

function setReceiveTimeout(libc: Libc, fd: number, ms: number): void {
  // struct timeval: seconds and microseconds.
  const time = BigInt64Array.of(BigInt(Math.floor(ms / 1000)), BigInt((ms % 1000) * 1000));
  const bytes = new Uint8Array(time.buffer);
  if (libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, bytes, bytes.length) < 0) {
    throw systemError(libc, 'setsockopt');
  }
}

function socketAddress(libc: Libc, ip: string, port: number): Uint8Array {
  const isV6 = isIPv6(ip);
  const address = new DataView(new ArrayBuffer(isV6 ? SOCKADDR_IN6_BYTES : SOCKADDR_IN_BYTES));
  address.setUint16(0, isV6 ? AF_INET6 : AF_INET, true);
  address.setUint16(2, port);
  const bytes = new Uint8Array(address.buffer);
  const words = new Uint8Array(Int32Array.from(ipOf(ip).words).buffer);
  if (!isV6) bytes.set(words.subarray(12), 4);
  else {
    bytes.set(words, 8);
    address.setUint32(24, scopeOf(libc, ip), true);
  }
  return bytes;
}

/** The interface that a link-local address means (RFC 4007, section 11), 0 for none. */
function scopeOf(libc: Libc, ip: string): number {
  const [, zone] = ip.split('%');
  if (zone === undefined) return 0;
  return /^\d+$/.test(zone) ? Number(zone) : libc.if_nametoindex(zone);
}

function boundTo(libc: Libc, fd: number): { host: string; port: number } {
  const bytes = new Uint8Array(SOCKADDR_IN6_BYTES);
  const length = new Uint8Array(Int32Array.of(SOCKADDR_IN6_BYTES).buffer);
  if (libc.getsockname(fd, bytes, length) < 0) throw systemError(libc, 'getsockname');
  const isV6 = bytes[0] === AF_INET6;
  const port = new DataView(bytes.buffer).getUint16(2);
  return { host: formatIp(isV6 ? bytes.subarray(8, 24) : bytes.subarray(4, 8)), port };
}
