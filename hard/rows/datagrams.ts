import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Totals } from '../../src/contract/operator.ts';
import { BACK_ENDS } from '../back-ends.ts';
import { Chance } from '../chance.ts';
import { CHANNELS, gather, type Cast } from '../datagrams/cast.ts';
import { Exchange } from '../datagrams/exchange.ts';
import { Forge } from '../datagrams/forge.ts';
import { withNet, type NetProcess } from '../net-process.ts';
import { Faults, partOf, type Row, type RowContext } from '../row.ts';

const DATAGRAMS = 2_000_000;
const BATCH = 96;
const NOTE_EVERY_MS = 10_000;

export const datagramsRow: Row = {
  name: 'datagrams',
  what: 'random and mutated RTP, RTCP, STUN and SRTP datagrams, at each back end',
  bar: 'nothing thrown, nothing out that should not be',
  run: async (context) => {
    const faults = new Faults();
    const figures: Record<string, number> = {};
    let sent = 0;
    for (const io of BACK_ENDS) {
      const settings = {
        channels: CHANNELS.map((id) => ({ channel_id: id, channel_name: id })),
        media: { io },
      };
      const run = await withNet(context.places, settings, (net) => fire(net, context, faults));
      for (const fault of run.faults) faults.add(`${io}: ${fault}`);
      sent += run.value.sent;
      figures[`${io}_heard`] = run.value.delivered;
      figures[`${io}_unsure_batches`] = run.value.unsure;
      figures[`${io}_lost_by_kernel`] = run.value.lost;
    }
    return { did: `${sent} datagrams`, figures, faults: faults.lines };
  },
};

type Fired = {
  readonly sent: number;
  readonly delivered: number;
  readonly unsure: number;
  readonly lost: number;
};

async function fire(
  net: NetProcess,
  { share, seed, note }: RowContext,
  faults: Faults,
): Promise<Fired> {
  const cast = await gather(net, faults);
  const exchange = new Exchange(cast, new Forge(cast, new Chance(seed)), faults);
  const ports = [net.at.udpPort, ...portsOf(cast).map((port) => port.number)];
  const [lostBefore, before] = [lostAt(ports), await net.ask<Totals>('totals')];
  await exchange.latch();
  const whole = partOf(DATAGRAMS / BACK_ENDS.length, share, 5 * BATCH);
  let notedAt = performance.now();
  while (exchange.sent < whole && faults.lines.length === 0) {
    await exchange.batch(BATCH);
    const { unsure, batches } = exchange;
    // On a machine that stops for long every now and then, or a relay that loses what it should send.
    faults.unless(unsure <= 5 + batches / 10, `${unsure} of ${batches} batches had no end in time`);
    if (performance.now() - notedAt < NOTE_EVERY_MS) continue;
    notedAt = performance.now();
    note(`${net.at.io}: ${exchange.sent} datagrams`);
  }
  // What comes late would be what should not come at all.
  await sleep(100);
  await exchange.batch(0);
  const [lost, after] = [lostAt(ports) - lostBefore, await net.ask<Totals>('totals')];
  account(exchange, before, after, lost, faults);
  for (const port of portsOf(cast)) port.close();
  const { sent, delivered, unsure } = exchange;
  return { sent, delivered, unsure, lost };
}

const portsOf = ({ members, neighbour, foreigner }: Cast): Cast['neighbour'][] => [
  ...members.map(({ port }) => port),
  neighbour,
  foreigner,
];

/** Every datagram was taken for something, and nothing went out but what was heard. */
function account(
  { sent, answers, delivered, unsure }: Exchange,
  before: Totals,
  after: Totals,
  lost: number,
  faults: Faults,
): void {
  const drops = (totals: Totals): number =>
    Object.values(totals.drops).reduce((sum, count) => sum + count, 0);
  const taken = after.packets_in - before.packets_in + drops(after) - drops(before) + answers;
  const out = after.packets_out - before.packets_out;
  if (lost > 0 || unsure > 0) return;
  faults.unless(taken === sent, `${sent} datagrams were sent, and ${taken} accounted for`);
  faults.unless(out === delivered, `${out} packets went out, and ${delivered} were heard`);
}

/** Datagrams that the kernel dropped for want of room, at sockets bound to these ports. */
function lostAt(ports: readonly number[]): number {
  if (process.platform !== 'linux') return 0;
  const [, ...rows] = readFileSync('/proc/net/udp', 'utf8').trim().split('\n');
  return rows.reduce((sum, row) => {
    const cells = row.trim().split(/\s+/);
    const port = parseInt(cells[1]?.split(':')[1] ?? '', 16);
    return ports.includes(port) ? sum + Number(cells.at(-1)) : sum;
  }, 0);
}
