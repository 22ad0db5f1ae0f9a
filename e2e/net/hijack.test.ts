import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:dgram';
import { expect, it } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { bindingRequest, isProved, readStun, shortTermKey } from '../../src/media/stun.ts';
import { startNet, type TestNet } from './start-net.ts';
import { eventually, latch, rtp, udp } from './udp.ts';

/** Other systems have but the one IPv4 address of their loopback. */
const hasManyIps = process.platform === 'linux';

const VICTIM = 1;
const TALKER = 2;

/** Datagrams on their way to the relay at once: more might not find room in its socket. */
const AT_ONCE = 200;

type Credentials = { readonly username: string; readonly password: string };

async function member(net: TestNet, userId: string, ssrc: number): Promise<Credentials> {
  const radio = await net.radio(userId);
  const [ack] = await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc });
  return (ack?.d as { data: { media: Credentials } }).data.media;
}

function binding({ username, password }: Credentials, transactionId = randomBytes(12)): Buffer {
  return bindingRequest(transactionId, username, shortTermKey(password));
}

/** A request without integrity. */
function bare({ username }: Credentials): Buffer {
  const whole = binding({ username, password: 'none' });
  const message = Buffer.from(whole.subarray(0, whole.length - 32));
  message.writeUInt16BE(message.length - 20, 2);
  return message;
}

/** The same with a bit of it changed, but for the FINGERPRINT, which proves nothing. */
function flipped(packet: Buffer, n: number): Buffer {
  const at = 8 + (n % (packet.length - 16));
  packet[at] = (packet[at] ?? 0) ^ (1 << (n % 8));
  return packet;
}

function listen(socket: Socket): Buffer[] {
  const heard: Buffer[] = [];
  socket.on('message', (packet) => heard.push(packet));
  return heard;
}

const dropped = (net: TestNet): number =>
  Object.values(net.server.feed.snapshot().totals.drops).reduce((sum, count) => sum + count, 0);

/** Sends many packets, each from the next of the sockets, and waits until the relay has them all. */
async function flood(
  net: TestNet,
  sockets: readonly Socket[],
  count: number,
  packet: (n: number) => Buffer,
): Promise<void> {
  const before = dropped(net);
  for (let n = 0; n < count; n += 1) {
    sockets[n % sockets.length]?.send(packet(n), net.server.relay.port, '127.0.0.1');
    if ((n + 1) % AT_ONCE === 0) await eventually(() => dropped(net) === before + n + 1);
  }
}

it.runIf(hasManyIps)('10,000 attempts to hijack a stream move nothing', async () => {
  const net = await startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }] });
  const stun = await member(net, 'victim', VICTIM);
  await member(net, 'talker', TALKER);
  const [victim, talker] = [await udp(), await udp()];
  const heard = listen(victim);
  const caught = binding(stun);
  victim.send(caught, net.server.relay.port, '127.0.0.1');
  await eventually(() => heard.length === 1);
  const answer = readStun(heard[0] ?? Buffer.alloc(0));
  expect(answer && isProved(answer, shortTermKey(stun.password))).toBe(true);
  expect(answer?.mappedAddress).toEqual({ ip: '127.0.0.1', port: victim.address().port });
  await latch(net, talker, TALKER);
  await eventually(() => heard.length > 1);

  const strangers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => udp(`127.0.${n % 5}.${n + 2}`)),
  );
  const loot = strangers.map(listen);
  const attempts = [
    () => binding({ ...stun, password: 'a guess' }),
    () => bare(stun),
    () => caught,
    () => rtp(VICTIM, 1),
    (n: number) => flipped(binding(stun), n),
  ];
  await flood(net, strangers, 10_000, (n) => attempts[n % attempts.length]?.(n) ?? caught);

  const before = heard.length;
  talker.send(rtp(TALKER, 9), net.server.relay.port, '127.0.0.1');
  await eventually(() => heard.length === before + 1);
  expect(loot.flat()).toEqual([]);
  const peer = net.server.feed.snapshot().peers.find(({ ssrc }) => ssrc === VICTIM);
  expect(peer).toMatchObject({
    address: `127.0.0.1:${victim.address().port}`,
    latched_by: 'stun',
    drops: { stun_replayed: 2_000, foreign_ip: 2_000 },
  });
});

it('100,000 packets of nobody get not one packet in answer', async () => {
  const net = await startNet({ channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }] });
  const stun = await member(net, 'member', VICTIM);
  const strangers = [await udp(), await udp()];
  const heard = strangers.map(listen);
  const unknown = Array.from({ length: 100 }, (_, n) =>
    binding({ username: randomBytes(16).toString('base64url'), password: `guess ${n}` }),
  );
  await flood(net, strangers, 100_000, (n) =>
    n % 2 === 0 ? rtp(1_000 + n, n) : (unknown[n % 100] ?? Buffer.alloc(0)),
  );
  // An answer would have come by now: the relay answers this one last.
  const [first] = strangers;
  first?.send(binding(stun), net.server.relay.port, '127.0.0.1');
  await eventually(() => heard.flat().length > 0);
  expect(heard.flat()).toHaveLength(1);
  const { drops, packets_out } = net.server.feed.snapshot().totals;
  expect(drops).toMatchObject({ unknown_ssrc: 50_000, stun_unauthenticated: 50_000 });
  expect(packets_out).toBe(0);
});
