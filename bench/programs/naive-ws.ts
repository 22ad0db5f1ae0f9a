import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { Op } from '../../src/contract/ops.ts';
import { answer } from '../answers.ts';

/** A chat server as it is commonly written: each event is made and sent for each member. */

type Frame = { readonly op: number; readonly d: Record<string, unknown> };

const members = new Map<WebSocket, string>();
let s = 0;
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });

function broadcast(author_id: string, { channel_id, content }: Frame['d']): void {
  s += 1;
  const message_id = `msg_${randomUUID()}`;
  const d = { message_id, channel_id, author_id, content, timestamp: Date.now() };
  for (const member of members.keys()) member.send(JSON.stringify({ op: Op.MESSAGE_EVENT, d, s }));
}

server.on('connection', (socket) => {
  let user = '';
  socket.send(JSON.stringify({ op: Op.HELLO, d: { heartbeat_interval: 10_000 } }));
  socket.on('message', (data: Buffer) => {
    const { op, d } = JSON.parse(data.toString()) as Frame;
    switch (op) {
      case Op.IDENTIFY:
        user = String(d['user_id']);
        socket.send(JSON.stringify({ op: Op.READY, d: { session_id: 'sess_', user_id: user } }));
        break;
      case Op.CHANNEL_JOIN:
        members.set(socket, user);
        socket.send(JSON.stringify({ op: Op.ACK, d: { op, data: d } }));
        break;
      case Op.MESSAGE_CREATE:
        broadcast(user, d);
        break;
    }
  });
  socket.on('close', () => members.delete(socket));
});
await once(server, 'listening');
answer((server.address() as AddressInfo).port);
