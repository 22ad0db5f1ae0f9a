import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { CountingSocket, textFrames } from './websocket.ts';

it('tells of each frame once, however the bytes are cut', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => server.close());
  await once(server, 'listening');
  const connected = once(server, 'connection');
  const starts: string[] = [];
  const radio = await CountingSocket.open((server.address() as AddressInfo).port, (start) => {
    starts.push(start);
    // The answer that ends the test.
    if (start.startsWith('{"op":2')) radio.write(textFrames(['heard', 'all']));
  });
  onTestFinished(() => radio.close());
  const [socket] = (await connected) as [WebSocket];
  const said: string[] = [];
  socket.on('message', (data: Buffer) => said.push(data.toString()));
  const lengths = [20, 125, 126, 3_000, 65_535, 65_536, 200_000];
  for (const [i, length] of lengths.entries()) {
    const text = `{"op":10${i},"d":`;
    socket.send(text.padEnd(length, 'x'));
  }
  socket.send('{"op":2,"d":null}');
  while (said.length < 2) await once(socket, 'message');
  expect(starts).toEqual(
    [...lengths.keys()].map((i) => `{"op":10${i},"`.slice(0, 11)).concat('{"op":2,"d"'),
  );
  expect(said).toEqual(['heard', 'all']);
});
