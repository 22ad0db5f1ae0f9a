import type { createSocket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { openDgramIo } from './dgram-io.ts';

type Sent = { readonly to: string; readonly answer: ((error: Error | null) => void) | undefined };

/** A socket that is bound to nothing: it does what the test says. */
class FakeSocket extends EventEmitter {
  readonly type: string;
  readonly sent: Sent[] = [];
  isClosed = false;
  queued = 0;
  bound = { address: '', port: 0 };
  readonly #bindError: string | undefined;

  constructor(type: string, bindError?: string) {
    super();
    this.type = type;
    this.#bindError = bindError;
  }

  bind(to: { address: string; port: number }, done: () => void): void {
    this.bound = to;
    if (this.#bindError === undefined) done();
    else this.emit('error', Object.assign(new Error('refused'), { code: this.#bindError }));
  }

  address(): { address: string; port: number } {
    return this.bound;
  }

  setRecvBufferSize = vi.fn();
  setSendBufferSize = vi.fn();

  getSendQueueSize(): number {
    return this.queued;
  }

  send(_packet: Uint8Array, port: number, address: string, answer?: Sent['answer']): void {
    this.sent.push({ to: `${address}:${port}`, answer });
  }

  close(done?: () => void): void {
    this.isClosed = true;
    done?.();
  }
}

/** Opens the back end on fake sockets; `bindErrors` says by family what binding them ends in. */
async function open(host = '', bindErrors: Record<string, string> = {}) {
  const sockets: FakeSocket[] = [];
  const create = (({ type }: { type: string }) => {
    const socket = new FakeSocket(type, bindErrors[type]);
    sockets.push(socket);
    return socket;
  }) as unknown as typeof createSocket;
  const clock = new ManualClock();
  const onFault = vi.fn<(error: unknown) => void>();
  const io = await openDgramIo({ host, port: 4000, clock, onFault }, create);
  return { io, clock, onFault, sockets };
}

describe('binding', () => {
  it('is to both families for an empty host', async () => {
    const { io, sockets } = await open();
    expect(sockets.map(({ type }) => type)).toEqual(['udp6']);
    expect([io.host, io.port]).toEqual(['::', 4000]);
  });

  it.each(['EAFNOSUPPORT', 'EADDRNOTAVAIL'])('is to IPv4 where IPv6 ends in %s', async (code) => {
    const { io, sockets } = await open('', { udp6: code });
    expect(sockets.map(({ type, isClosed }) => [type, isClosed])).toEqual([
      ['udp6', true],
      ['udp4', false],
    ]);
    expect(io.host).toBe('0.0.0.0');
  });

  it('does not settle for IPv4 where the port is in use', async () => {
    await expect(open('', { udp6: 'EADDRINUSE' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([
    ['127.0.0.1', 'udp4'],
    ['::1', 'udp6'],
  ])('is to %s where that is the host', async (host, type) => {
    const { io, sockets } = await open(host);
    expect([io.host, sockets[0]?.type]).toEqual([host, type]);
  });

  it('asks for less room in the kernel where the system refuses', async () => {
    const { sockets } = await open();
    const [socket] = sockets;
    expect(socket?.setRecvBufferSize).toHaveBeenCalledExactlyOnceWith(4 * 1024 * 1024);
    const asked: number[] = [];
    const create = (() => {
      const stingy = new FakeSocket('udp6');
      stingy.setRecvBufferSize.mockImplementation((bytes: number) => {
        asked.push(bytes);
        if (bytes > 1024 * 1024) throw new Error('ENOBUFS');
      });
      return stingy;
    }) as unknown as typeof createSocket;
    const clock = new ManualClock();
    await openDgramIo({ host: '', port: 0, clock, onFault: () => undefined }, create);
    expect(asked).toEqual([4, 2, 1].map((mebibytes) => mebibytes * 1024 * 1024));
  });
});

describe('receiving', () => {
  it('goes on after an exception, and reports it', async () => {
    const { io, sockets, onFault } = await open();
    const fault = new Error('for one datagram');
    const taken: number[] = [];
    io.receive((packet) => {
      if (packet.length === 1) throw fault;
      taken.push(packet.length);
    });
    const from = { address: '::1', port: 9, family: 'IPv6', size: 0 };
    for (const bytes of [1, 2]) sockets[0]?.emit('message', Buffer.alloc(bytes), from);
    expect(taken).toEqual([2]);
    expect(onFault).toHaveBeenCalledExactlyOnceWith(fault);
  });

  it('goes on after an error of the socket, and reports it', async () => {
    const { sockets, onFault } = await open();
    const fault = new Error('recvmsg ECONNRESET');
    sockets[0]?.emit('error', fault);
    expect(onFault).toHaveBeenCalledExactlyOnceWith(fault);
  });
});

describe('sending', () => {
  const refused = Object.assign(new Error('send'), { code: 'ENETUNREACH' });

  /** One address that has latched, and a function that sends it a packet of 20 bytes. */
  async function openWithOne() {
    const opened = await open();
    const [socket] = opened.sockets;
    if (socket === undefined) throw new Error('no socket');
    const onRefused = vi.fn<(bytes: number) => void>();
    const fanOut = opened.io.fanOut();
    opened.io.receive((packet, source) => {
      if (packet.length === 1) fanOut.set(0, source.endpoint(onRefused));
      else fanOut.send(packet, -1);
    });
    const comes = (bytes: number) => {
      const from = { address: '::ffff:10.0.0.5', port: 9, family: 'IPv6', size: 0 };
      socket.emit('message', Buffer.alloc(bytes), from);
      return socket.sent.at(-1);
    };
    comes(1);
    return { ...opened, socket, onRefused, send: () => comes(20) };
  }

  it('is to the address as the socket writes it', async () => {
    const { send } = await openWithOne();
    expect(send()?.to).toBe('::ffff:10.0.0.5:9');
  });

  it('is checked once a second', async () => {
    const { send, clock } = await openWithOne();
    const isChecked = () => send()?.answer !== undefined;
    expect([isChecked(), isChecked()]).toEqual([true, false]);
    clock.advance(999);
    expect(isChecked()).toBe(false);
    clock.advance(1);
    expect([isChecked(), isChecked()]).toEqual([true, false]);
  });

  it('is checked each time from a refusal on until a packet is taken', async () => {
    const { send, onRefused } = await openWithOne();
    for (const error of [refused, refused, null]) send()?.answer?.(error);
    expect(onRefused.mock.calls).toEqual([[20], [20]]);
    expect(send()?.answer).toBeUndefined();
  });

  it('stops while too much waits for the network', async () => {
    const { send, onRefused, socket } = await openWithOne();
    socket.queued = 1024 * 1024 + 1;
    expect(send()).toBeUndefined();
    expect(onRefused).toHaveBeenCalledExactlyOnceWith(20);
    socket.queued = 1024 * 1024;
    expect(send()).toBeDefined();
  });
});
