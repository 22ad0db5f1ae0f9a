import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../clock.ts';
import { ManualClock } from '../../manual-clock.ts';
import type { FanOut, Source } from '../packet-io.ts';
import { EAGAIN, EINTR, EMSGSIZE } from './libc.ts';
import type { MmsgEndpoint } from './mmsg-endpoint.ts';
import { MmsgIo } from './mmsg-io.ts';
import { COPIES, QUEUE } from './outbox.ts';
import { FakeLibc, type Datagram } from './testing/fake-libc.ts';

const EPERM = 1;
const ENETUNREACH = 101;

let libc: FakeLibc;
let io: MmsgIo;
let fanOut: FanOut<MmsgEndpoint>;
/** What the event loop has to do. */
let soon: (() => void)[];
let refusals: string[];
/** The ports of the list, in its order. */
let places: number[];
let clock: ManualClock;
const onFault = vi.fn<(error: unknown) => void>();

beforeEach(() => {
  libc = new FakeLibc();
  open();
});

function open(): void {
  soon = [];
  refusals = [];
  places = [];
  onFault.mockReset();
  clock = new ManualClock();
  const loop: Clock = Object.assign(clock, { soon: (call: () => void) => void soon.push(call) });
  const socket = { fd: 7, isV6: false, isWhole: true, host: '127.0.0.1', port: 4000 };
  const close = (): void => void libc.close();
  io = new MmsgIo(libc, socket, { clock: loop, onFault, close });
  fanOut = io.fanOut();
  io.receive(obey);
}

/** A packet may be an order to the test: otherwise it goes to all but its sender. */
function obey(packet: Uint8Array, source: Source<MmsgEndpoint>): void {
  const text = Buffer.from(packet).toString('latin1');
  const { port } = source;
  const endpoint = () => source.endpoint((bytes) => refusals.push(`${port}: ${bytes}`));
  if (text === '+') fanOut.set(places.push(port) - 1, endpoint());
  else if (text === '=') fanOut.set(0, endpoint());
  else if (text === '-') fanOut.pop();
  else if (text.startsWith('*')) sendOwn(text);
  else if (text.startsWith('!')) throw new Error(text);
  else fanOut.send(packet, places.indexOf(port));
}

/** Sends from memory that is overwritten right after. */
function sendOwn(text: string): void {
  const own = Buffer.from(text, 'latin1');
  fanOut.send(own, -1);
  own.fill(0);
}

/** Packets come in as one batch, and all that follows is done. */
function comes(...packets: Datagram[]): Datagram[] {
  libc.incoming.push(packets);
  libc.sent.length = 0;
  libc.calls.length = 0;
  turn();
  return libc.sent;
}

function turn(): void {
  for (const call of soon.splice(0)) call();
}

/** Puts so many addresses into the list, port 1 and on. */
function join(count: number): void {
  for (let port = 1; port <= count; port += 1) comes({ port, data: '+' });
}

const says = (port: number, data: string): Datagram => ({ port, data });

describe('sending', () => {
  it('is to all but the sender, with one call for a whole batch', () => {
    join(3);
    expect(comes(says(1, 'one'), says(3, 'three'), says(9, 'x'))).toEqual([
      says(2, 'one'),
      says(3, 'one'),
      says(1, 'three'),
      says(2, 'three'),
      says(1, 'x'),
      says(2, 'x'),
      says(3, 'x'),
    ]);
    expect(libc.calls).toEqual([7]);
  });

  it('goes on where the system stopped', () => {
    join(5);
    libc.most = 2;
    expect(comes(says(1, 'a')).map(({ port }) => port)).toEqual([2, 3, 4, 5]);
    expect(libc.calls).toEqual([4, 2]);
  });

  it('begins again after a signal', () => {
    join(3);
    libc.sendErrors.push(EINTR, EINTR);
    expect(comes(says(1, 'a'))).toHaveLength(2);
    expect(refusals).toEqual([]);
  });

  it.each([EPERM, ENETUNREACH, EAGAIN])('counts error %i for whom it was meant, alone', (errno) => {
    join(5);
    for (const port of [1, 4, 5]) libc.refusing.set(port, errno);
    expect(comes(says(2, 'two'), says(4, 'four'))).toEqual([
      says(3, 'two'),
      says(2, 'four'),
      says(3, 'four'),
    ]);
    expect(refusals).toEqual(['1: 3', '4: 3', '5: 3', '1: 4', '5: 4']);
    expect(libc.calls).toEqual([8, 7, 6, 5, 4, 3, 1]);
    libc.refusing.clear();
    expect(comes(says(2, 'again'))).toHaveLength(4);
  });

  it('sends any number of packets to any number of addresses', () => {
    const members = 100;
    join(members);
    const batch = Array.from({ length: 60 }, (_, i) => says(i + 1, `packet ${i}`));
    const expected = batch.flatMap(({ port, data }) =>
      places.filter((other) => other !== port).map((other) => says(other, data)),
    );
    libc.refusing.set(50, EPERM);
    expect(comes(...batch)).toEqual(expected.filter(({ port }) => port !== 50));
    expect(Math.max(...libc.calls)).toBe(QUEUE);
    expect(refusals).toEqual(
      batch.filter(({ port }) => port !== 50).map(({ data }) => `50: ${data.length}`),
    );
  });

  it('keeps a copy of a packet that did not come in', () => {
    join(1);
    const batch = Array.from({ length: COPIES + 2 }, (_, i) => says(1, `* ${i}`));
    expect(comes(...batch)).toEqual(batch);
  });

  it('keeps it while the rest of what waits is sent', () => {
    join(100);
    const batch = Array.from({ length: 40 }, (_, i) => says(1, `* ${i}`));
    const expected = batch.flatMap(({ data }) => places.map((port) => says(port, data)));
    expect(comes(...batch)).toEqual(expected);
  });

  it('has no room for a packet that is longer than any may be', () => {
    join(1);
    comes(says(1, `*${'x'.repeat(1499)}`));
    expect(libc.sent).toHaveLength(1);
    expect(() => fanOut.send(Buffer.alloc(1537), -1)).toThrow('1537 bytes');
  });

  it('cuts what is too long for its way, and nothing else', () => {
    join(3);
    libc.mtu = 10;
    const long = 'long '.repeat(5);
    expect(comes(says(1, 'a'), says(1, long), says(1, 'b'))).toEqual([
      says(2, 'a'),
      says(3, 'a'),
      says(2, long),
      says(3, long),
      says(2, 'b'),
      says(3, 'b'),
    ]);
    expect(libc.calls).toEqual([6, 4, 1, 3, 1, 2]);
    expect(refusals).toEqual([]);
    libc.sendErrors.push(EMSGSIZE, EPERM);
    expect(comes(says(1, 'c'))).toEqual([says(3, 'c')]);
    expect(refusals).toEqual(['2: 1']);
  });

  it('is to the addresses that were there at the time', () => {
    join(2);
    expect(comes(says(1, 'a'), says(3, '+'), says(1, 'b'))).toEqual([
      says(2, 'a'),
      says(2, 'b'),
      says(3, 'b'),
    ]);
  });

  it('is to the old address before it moves, and to the new one after', () => {
    join(2);
    expect(comes(says(9, 'a'), says(5, '='), says(9, 'b'))).toEqual([
      says(1, 'a'),
      says(2, 'a'),
      says(5, 'b'),
      says(2, 'b'),
    ]);
  });

  it('is to an address until it is taken off, and counts errors for it until then', () => {
    join(3);
    libc.refusing.set(3, EPERM);
    expect(comes(says(1, 'a'), says(1, '-'), says(1, 'b'))).toEqual([says(2, 'a'), says(2, 'b')]);
    expect(refusals).toEqual(['3: 1']);
  });
});

describe('receiving', () => {
  it('makes nothing of waiting in vain, and of signals', () => {
    libc.receiveErrors.push(EAGAIN, EINTR);
    turn();
    turn();
    expect(onFault).not.toHaveBeenCalled();
    join(2);
    expect(comes(says(1, 'a'))).toEqual([says(2, 'a')]);
  });

  it('reports an error and goes on', () => {
    join(2);
    libc.receiveErrors.push(ENETUNREACH);
    turn();
    expect(onFault).toHaveBeenCalledOnce();
    expect(onFault.mock.lastCall?.[0]).toMatchObject({ code: 'ENETUNREACH', syscall: 'recvmmsg' });
    expect(comes(says(1, 'a'))).toEqual([says(2, 'a')]);
  });

  it('gives up on an error that stays', () => {
    libc.receiveErrors.push(...new Array<number>(100).fill(ENETUNREACH));
    for (let i = 0; i < 99; i += 1) turn();
    expect(turn).toThrow('ENETUNREACH');
  });

  it('goes on after an exception, and reports it', () => {
    join(2);
    expect(comes(says(1, '!1'), says(1, 'a'), says(1, '!2'))).toEqual([says(2, 'a')]);
    expect(onFault.mock.calls.map(([error]) => (error as Error).message)).toEqual(['!1', '!2']);
  });

  it('takes a datagram of any length, the longest as too long', () => {
    join(2);
    for (const bytes of [0, 1, 1500]) {
      expect(comes(says(1, 'x'.repeat(bytes)))).toEqual([says(2, 'x'.repeat(bytes))]);
    }
    const [first] = comes(says(1, 'x'.repeat(5000)));
    expect(first?.data.length).toBeGreaterThan(1500);
  });

  it('has commands come first', () => {
    const steps: string[] = [];
    io.receive(
      (packet) => steps.push(`packet of ${packet.length}`),
      () => steps.push('commands'),
    );
    soon.length = 1;
    comes(says(1, 'a'), says(1, 'bc'));
    expect(steps).toEqual(['commands', 'packet of 1', 'packet of 2']);
  });

  it('lets the event loop have its turn while packets come and come', () => {
    join(2);
    io.receive(() => clock.advance(30));
    soon.length = 1;
    libc.incoming.push(...Array.from({ length: 10 }, () => [says(1, 'a')]));
    turn();
    expect(libc.incoming).toHaveLength(5);
    expect(soon).toHaveLength(1);
  });
});

describe('closing', () => {
  it('relays what had come in', async () => {
    join(2);
    libc.incoming.push([says(1, 'a')], [says(2, 'b')]);
    libc.sent.length = 0;
    const closed = io.close();
    expect(libc.isClosed).toBe(false);
    turn();
    await closed;
    expect(libc.sent).toEqual([says(2, 'a'), says(1, 'b')]);
    expect(libc.isClosed).toBe(true);
    expect(soon).toEqual([]);
  });

  it('ends in time where packets come and come', async () => {
    io.receive(() => clock.advance(30));
    soon.length = 1;
    const closed = io.close();
    libc.incoming.push(...Array.from({ length: 10 }, () => [says(1, 'a')]));
    turn();
    await closed;
    expect(libc.isClosed).toBe(true);
  });

  it('is at once where nothing is received yet', async () => {
    const socket = { fd: 8, isV6: false, isWhole: true, host: '127.0.0.1', port: 4001 };
    const close = vi.fn();
    await new MmsgIo(libc, socket, { clock, onFault, close }).close();
    expect(close).toHaveBeenCalledExactlyOnceWith(8);
  });
});
