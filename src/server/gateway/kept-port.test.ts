import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { KeptPort, type PortChange } from './kept-port.ts';

const HOST = '127.0.0.1';
const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

async function listening(port = 0): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  cleanUps.push(() => server.close());
  server.listen(port, HOST);
  await once(server, 'listening');
  return server;
}

/** A server that is kept on its port, and what it told of that. */
async function kept() {
  const server = await listening();
  const { port } = server.address() as AddressInfo;
  const clock = new ManualClock();
  const keeper = new KeptPort({ server, host: HOST, port, clock });
  const told: PortChange[] = [];
  keeper.changed.on((change) => told.push(change));
  cleanUps.push(() => keeper.stop());
  return { server, port, clock, keeper, told };
}

/** Whether a new connection is answered. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, HOST);
  cleanUps.push(() => socket.destroy());
  return new Promise((resolve) => {
    socket.on('error', () => resolve(false));
    socket.on('data', () => resolve(true));
    socket.write('hello');
  });
}

it('opens the port anew when the system says that it can take no connections', async () => {
  const { server, port, clock, told } = await kept();
  const before = connect(port, HOST);
  cleanUps.push(() => before.destroy());
  await once(before, 'connect');
  server.emit('error', new Error('accept ENETDOWN'));
  expect(server.listening).toBe(false);
  expect(told).toEqual([{ port, fault: 'accept ENETDOWN' }]);
  clock.advance(0);
  await once(server, 'listening');
  expect(told).toEqual([
    { port, fault: 'accept ENETDOWN' },
    { port, fault: null },
  ]);
  expect(await answers(port)).toBe(true);
  const echo = once(before, 'data');
  before.write('still there');
  expect(String((await echo)[0])).toBe('still there');
});

it('tries again every second where another program has the port, and tells it once', async () => {
  const { server, port, clock, told } = await kept();
  server.emit('error', new Error('accept ENETDOWN'));
  const thief = await listening(port);
  clock.advance(0);
  await once(server, 'error');
  clock.advance(1_000);
  await once(server, 'error');
  expect(told).toHaveLength(1);
  thief.close();
  await once(thief, 'close');
  clock.advance(1_000);
  await once(server, 'listening');
  expect(told.at(-1)).toEqual({ port, fault: null });
});

it('leaves a server that is to stop alone', async () => {
  const { server, clock, keeper, told } = await kept();
  keeper.stop();
  server.emit('error', new Error('accept ENETDOWN'));
  expect(clock.running).toBe(0);
  expect(told).toEqual([]);
});
