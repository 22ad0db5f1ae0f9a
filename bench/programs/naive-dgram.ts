import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { answer, options } from '../answers.ts';
import { ssrcOf } from '../members.ts';

/** A relay as it is commonly written in Node: Maps, strings, a send with a callback for each. */

type Member = { readonly channel: string; address: string; ip: string; port: number };

const { members, size } = options() as { members: number; size: number };
const bySsrc = new Map<number, Member>();
const channels = new Map<string, Set<number>>();

for (let index = 0; index < members; index += 1) {
  const channel = `channel ${Math.floor(index / size)}`;
  const ssrc = ssrcOf(index);
  bySsrc.set(ssrc, { channel, address: '', ip: '', port: 0 });
  const others = channels.get(channel) ?? new Set();
  channels.set(channel, others.add(ssrc));
}

const socket = createSocket('udp4');
socket.on('message', (packet, from) => {
  if (packet.length < 12) return;
  const ssrc = packet.readUInt32BE(8);
  const talker = bySsrc.get(ssrc);
  if (talker === undefined) return;
  const address = `${from.address}:${from.port}`;
  if (talker.address !== address) {
    talker.address = address;
    talker.ip = from.address;
    talker.port = from.port;
  }
  for (const other of channels.get(talker.channel) ?? []) {
    if (other === ssrc) continue;
    const member = bySsrc.get(other);
    if (member === undefined || member.address === '') continue;
    socket.send(packet, 0, packet.length, member.port, member.ip, () => undefined);
  }
});
socket.bind(0, '127.0.0.1');
await once(socket, 'listening');
socket.setRecvBufferSize(4 * 1024 * 1024);
answer(socket.address().port);
