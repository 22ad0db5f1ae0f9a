import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { udpDrops } from './udp-drops.ts';

it.runIf(process.platform === 'linux')('tells what a real socket had no room for', async () => {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_096 });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const sender = createSocket('udp4');
  try {
    expect(await udpDrops(port)).toBe(0);
    sender.connect(port, '127.0.0.1');
    await once(sender, 'connect');
    // Nobody reads before this turn of the event loop is over.
    for (let packet = 0; packet < 100; packet += 1) sender.send(Buffer.alloc(1_000));
    expect(await udpDrops(port)).toBeGreaterThan(0);
  } finally {
    sender.close();
    socket.close();
  }
});

it('does not know where the system does not tell', async () => {
  expect(await udpDrops(5004, ['/no/such/table'])).toBeNull();
  expect(await udpDrops(0)).toBeNull();
});
