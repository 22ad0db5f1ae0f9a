import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

it.each(['127.0.0.1', ''])(
  'finds another TCP port than one that is in use (host %j)',
  async (host) => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const found = await freePort('tcp', host, port);
    expect(found).toBeGreaterThan(0);
    // Whether a port of one interface is free for all of them is for the system to say.
    if (host !== '') expect(found).not.toBe(port);
  },
);

it.each(['127.0.0.1', ''])(
  'finds another UDP port than one that is in use (host %j)',
  async (host) => {
    const socket = createSocket('udp4').bind(0, host === '' ? '0.0.0.0' : host);
    onTestFinished(() => void socket.close());
    await once(socket, 'listening');
    const { port } = socket.address();
    const found = await freePort('udp', host, port);
    expect(found).toBeGreaterThan(0);
    expect(found).not.toBe(port);
  },
);

it('keeps a port that is free, and lets go of it', async () => {
  for (const protocol of ['tcp', 'udp'] as const) {
    const found = await freePort(protocol, '127.0.0.1', 0);
    expect(await freePort(protocol, '127.0.0.1', found ?? 0)).toBe(found);
  }
});

it('finds nothing on an address that is not this machine’s', async () => {
  expect(await freePort('tcp', '203.0.113.9', 8080)).toBeUndefined();
});
