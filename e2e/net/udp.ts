import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { TestNet } from './start-net.ts';

/** Waits until something is so, looking again each time the event loop has turned. */
export async function eventually(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise((resolve) => setImmediate(resolve));
}

/** A UDP socket of a radio, closed when the test ends. */
export async function udp(address = '127.0.0.1', port = 0): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, address);
  await once(socket, 'listening');
  let open = true;
  socket.once('close', () => {
    open = false;
  });
  onTestFinished(() => {
    if (open) socket.close();
  });
  return socket;
}

/** An RTP packet (RFC 3550, 5.1) with a payload that tells it apart. */
export function rtp(ssrc: number, sequence: number): Buffer {
  const packet = Buffer.alloc(32, sequence);
  packet[0] = 0x80;
  packet[1] = 111;
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * 960) >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

/** Makes the address of a radio known to the relay, by one packet of its own. */
export async function latch(net: TestNet, socket: Socket, ssrc: number): Promise<void> {
  const known = (): boolean =>
    net.server.feed.snapshot().peers.some((peer) => peer.ssrc === ssrc && peer.address !== null);
  // One is enough: the relay knows the peer before its packet, and loopback loses none.
  socket.send(rtp(ssrc, 1), net.server.relay.port, '127.0.0.1');
  await eventually(known);
}
