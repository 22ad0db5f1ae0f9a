import { type Socket, createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { Op } from '../contract/ops.ts';
import { bindingSuccess, readStun, shortTermKey, type StunCredentials } from '../media/stun.ts';

type Frame = { op: number; d: Record<string, unknown> | null };
type Member = { user_id: string; ssrc: number; peer: Peer };
type Peer = { socket: WebSocket; user: string; s: number; beats: unknown[] };
type Address = { address: string; port: number };

/** The token that every user of a fake net has. */
export const FAKE_TOKEN = 'let-me-in';

/**
 * A small stand-in for the server, for tests: channels, messages and a relay that knows an
 * address from its first packet. It checks little.
 */
export class FakeNet {
  readonly peers: Peer[] = [];
  readonly channels = new Map<string, { name: string; members: Member[] }>();
  readonly addresses = new Map<number, Address>();
  /** What every radio proves its address with; null for a server that knows no STUN. */
  stun: StunCredentials | null = null;
  /** How often that was done. */
  bindings = 0;
  /** Every datagram of media that came in, in order. */
  readonly datagrams: Buffer[] = [];
  /** Changes what is relayed, such as to lose a packet. */
  relay = (datagram: Buffer): Buffer[] => [datagram];
  /** Sees a frame first; true keeps it from being answered. */
  intercept: (frame: Frame, peer: Peer) => boolean = () => false;
  readonly #ws: WebSocketServer;
  readonly #udp: Socket;
  readonly #hello: object | null;

  private constructor(ws: WebSocketServer, udp: Socket, hello: object | null) {
    this.#ws = ws;
    this.#udp = udp;
    this.#hello = hello;
    ws.on('connection', (socket) => this.#connected(socket));
    udp.on('message', (datagram, from) => this.#media(datagram, from));
  }

  /** @param hello what HELLO carries; null sends none */
  static async start(
    hello: object | null = { heartbeat_interval: 10_000 },
    host = '127.0.0.1',
  ): Promise<FakeNet> {
    const udp = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    udp.bind(0, host);
    await once(udp, 'listening');
    const ws = new WebSocketServer({ host, port: 0, path: '/ws' });
    await once(ws, 'listening');
    return new FakeNet(ws, udp, hello);
  }

  get url(): string {
    const { address, port, family } = this.#ws.address() as AddressInfo;
    return `ws://${family === 'IPv6' ? `[${address}]` : address}:${port}/ws`;
  }

  get udpPort(): number {
    return this.#udp.address().port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#ws.clients) socket.terminate();
    await Promise.all([
      new Promise((resolve) => this.#ws.close(resolve)),
      new Promise<void>((resolve) => this.#udp.close(resolve)),
    ]);
  }

  /** Sends a frame to a peer, as it is. */
  push(peer: Peer | undefined, frame: unknown): void {
    peer?.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  #connected(socket: WebSocket): void {
    const peer: Peer = { socket, user: '', s: 0, beats: [] };
    this.peers.push(peer);
    if (this.#hello !== null) this.push(peer, { op: Op.HELLO, d: this.#hello });
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame;
      if (!this.intercept(frame, peer)) this.#answer(peer, frame);
    });
    socket.on('close', () => {
      for (const id of this.channels.keys()) this.#leave(peer, id);
    });
  }

  #answer(peer: Peer, { op, d }: Frame): void {
    const id = String(d?.['channel_id']);
    const channel = this.channels.get(id);
    const ack = (data: object): void => this.push(peer, { op: Op.ACK, d: { op, data } });
    const refuse = (code: number, reason: string): void =>
      this.push(peer, { op: Op.ERROR, d: { code, reason, op } });
    switch (op) {
      case Op.HEARTBEAT:
        peer.beats.push(d);
        this.push(peer, { op: Op.HEARTBEAT_ACK, d: null });
        return;
      case Op.IDENTIFY:
        peer.user = String(d?.['user_id']);
        if (d?.['token'] !== FAKE_TOKEN) refuse(1001, 'token invalid');
        else {
          this.push(peer, { op: Op.READY, d: { session_id: 'sess_1', user_id: peer.user } });
        }
        return;
      case Op.CHANNEL_CREATE:
        if (!channel) this.channels.set(id, { name: String(d?.['channel_name']), members: [] });
        ack({ channel_id: id, channel_name: this.channels.get(id)?.name });
        return;
      case Op.CHANNEL_LIST:
        ack({ channels: [...this.channels.keys()].map((key) => this.#summary(key)) });
        return;
    }
    if (channel === undefined) refuse(2000, 'no such channel');
    else if (op === Op.CHANNEL_JOIN) {
      channel.members.push({ user_id: peer.user, ssrc: Number(d?.['ssrc']), peer });
      const media = { udp_port: this.udpPort, ...this.stun };
      ack({ channel_id: id, active_members: this.#members(id), media });
      this.#event(id, 'join', peer);
    } else if (op === Op.CHANNEL_LEAVE) {
      this.#leave(peer, id);
      ack({ channel_id: id });
    } else if (op === Op.CHANNEL_UPDATE) {
      channel.name = String(d?.['channel_name']);
      ack({ channel_id: id, channel_name: channel.name });
    } else if (op === Op.CHANNEL_DELETE) {
      this.channels.delete(id);
      ack({ channel_id: id });
    } else if (op === Op.CHANNEL_INFO) {
      ack({ ...this.#summary(id), active_members: this.#members(id) });
    } else if (op === Op.MESSAGE_CREATE) this.#message(peer, id, String(d?.['content']));
  }

  #message(author: Peer, id: string, content: string): void {
    if (content.trim() === '') {
      this.push(author, {
        op: Op.ERROR,
        d: { code: 3000, reason: 'empty', op: Op.MESSAGE_CREATE },
      });
      return;
    }
    const d = {
      message_id: 'msg_1',
      channel_id: id,
      author_id: author.user,
      content,
      timestamp: 1,
    };
    for (const { peer } of this.channels.get(id)?.members ?? []) {
      this.push(peer, { op: Op.MESSAGE_EVENT, d, s: (peer.s += 1) });
    }
  }

  #leave(peer: Peer, id: string): void {
    const channel = this.channels.get(id);
    if (channel?.members.some((member) => member.peer === peer) !== true) return;
    this.#event(id, 'leave', peer);
    channel.members = channel.members.filter((member) => member.peer !== peer);
  }

  #event(id: string, event: string, actor: Peer): void {
    const members = this.channels.get(id)?.members ?? [];
    const who = members.find(({ peer }) => peer === actor);
    const member = { user_id: actor.user, ssrc: who?.ssrc };
    for (const { peer } of members) {
      if (peer === actor) continue;
      const s = (peer.s += 1);
      this.push(peer, { op: Op.CHANNEL_EVENT, d: { event, channel_id: id, member }, s });
    }
  }

  #members(id: string): object[] {
    const members = this.channels.get(id)?.members ?? [];
    return members.map(({ user_id, ssrc }) => ({ user_id, ssrc }));
  }

  #summary(id: string): object {
    const { name = '', members = [] } = this.channels.get(id) ?? {};
    return {
      channel_id: id,
      channel_name: name,
      mode: 'open',
      member_count: members.length,
      capacity: 100,
    };
  }

  #binding(datagram: Buffer, { address: ip, port }: Address): void {
    const request = readStun(datagram);
    if (request === null || this.stun?.username !== request.username) return;
    this.bindings += 1;
    const key = shortTermKey(this.stun.password);
    this.#udp.send(bindingSuccess(request, { ip, port }, key), port, ip);
  }

  #media(datagram: Buffer, from: Address): void {
    if (datagram.readUInt8(0) <= 3) {
      this.#binding(datagram, from);
      return;
    }
    this.datagrams.push(datagram);
    const ssrc = datagram.readUInt32BE(8);
    this.addresses.set(ssrc, from);
    for (const [other, { address, port }] of this.addresses) {
      if (other === ssrc) continue;
      for (const packet of this.relay(datagram)) this.#udp.send(packet, port, address);
    }
  }
}
