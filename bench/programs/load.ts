import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import { ssrcOf } from '../members.ts';
import type { LoadReport } from '../programs.ts';
import { rtpPacket } from '../rtp.ts';

/**
 * The load generator of `bench/c/load.c`, for machines without a C compiler: the same arguments, the
 * same commands. It costs more than some relays do, so the bench says where it was used.
 */

const WINDOW = 96;
const PATIENCE_MS = 1_000;

const [port = 0, members = 0, size = 1, count = 0] = process.argv.slice(2).map(Number);
const latencies: number[] = [];
let sent = 0;
let delivered = 0;
let lost = 0;
let heardAt = 0;
let stalledMs = 0;
/** A pass of the loop that takes longer did not have its processor. */
const STALL_MS = 1;
const sequences = new Map<number, number>();

async function open(): Promise<Socket> {
  const socket = createSocket({
    type: 'udp4',
    lookup: (name, _options, done) => done(null, name, 4),
  });
  const listening = once(socket, 'listening'); // which may come before bind is done
  socket.bind(0, '127.0.0.1');
  await listening;
  socket.setRecvBufferSize(4 * 1024 * 1024);
  socket.on('message', (packet) => {
    const due = packet.readDoubleBE(12);
    heardAt = performance.now();
    delivered += 1;
    if (due > 0) latencies.push(heardAt - due);
  });
  return socket;
}

const talker = await open();
const listeners: Socket[] = [];
for (let i = 0; i < count; i += 1) listeners.push(await open());

/** @param due when it should go out, monotonic in ms; 0 if nobody wants to know */
function send(socket: Socket, member: number, due: number): void {
  const sequence = sequences.get(member) ?? 0;
  sequences.set(member, sequence + 1);
  const packet = rtpPacket(ssrcOf(member), sequence);
  packet.writeDoubleBE(due, 12);
  socket.send(packet, port, '127.0.0.1');
}

/** Lets what came in be counted, and gives up on the rest when nothing comes for long. */
async function takeIn(expected: number): Promise<void> {
  await turn();
  const now = performance.now();
  if (delivered + lost >= expected) heardAt = now;
  else if (now - heardAt > PATIENCE_MS) lost = expected - delivered;
}

async function takeInAll(expected: number): Promise<void> {
  while (delivered + lost < expected) await takeIn(expected);
}

function talk(due: number): void {
  const channel = sent % Math.floor(members / size);
  send(talker, channel * size, due);
  sent += 1;
}

async function latch(): Promise<void> {
  let expected = 0;
  for (let member = 0; member < members; member += 1) {
    const place = member % size;
    const listener = listeners[(member - Math.floor(member / size) - 1) % count];
    send(place === 0 || !listener ? talker : listener, member, 0);
    expected += place;
    await takeInAll(expected);
  }
}

async function flood(until: number): Promise<void> {
  while (performance.now() < until) {
    while (sent - (delivered + lost) / (size - 1) < WINDOW) talk(0);
    await takeIn(sent * (size - 1));
  }
}

async function pace(until: number, rate: number): Promise<void> {
  let due = performance.now();
  for (let last = due, now = due; now < until; now = performance.now()) {
    if (now - last > STALL_MS) stalledMs += now - last;
    last = now;
    for (; due <= performance.now(); due += 1_000 / rate) talk(due);
    await turn();
  }
}

function percentileUs(part: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return 1e3 * (sorted[Math.floor(part * (sorted.length - 1))] ?? 0);
}

for await (const line of createInterface(process.stdin)) {
  const [command, ms = 0, rate = 0] = line.split(' ');
  const began = performance.now();
  const until = began + Number(ms);
  sent = delivered = lost = stalledMs = latencies.length = 0;
  heardAt = began;
  if (command === 'latch') await latch();
  if (command === 'flood') await flood(until);
  if (command === 'pace') await pace(until, Number(rate));
  await takeInAll(sent * (size - 1));
  const report: LoadReport = {
    sent,
    delivered,
    lost,
    seconds: (performance.now() - began) / 1e3,
    p50_us: percentileUs(0.5),
    p99_us: percentileUs(0.99),
    over_5_ms: latencies.filter((ms) => ms > 5).length,
    stalled_ms: stalledMs,
    relay_p99_us: percentileUs(0.99),
    relay_over_5_ms: latencies.filter((ms) => ms > 5).length,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
