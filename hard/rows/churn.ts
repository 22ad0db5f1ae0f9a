import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { rtpPacket } from '../../bench/rtp.ts';
import { Op } from '../../src/contract/ops.ts';
import { withNet, type Left, type NetProcess } from '../net-process.ts';
import { Radio } from '../radio.ts';
import { Faults, partOf, type Row, type RowResult } from '../row.ts';
import { until } from '../until.ts';

const RADIOS = 10_000;
/** How many are there at once; the relay has room for no more, so that a slot that leaks is missed. */
const AT_ONCE = 20;
const CHANNEL = 'alpha';
/** What the heap may be larger after the second half than after the first. */
const MOST_GROWTH = 0.05;

type Memory = { readonly rss: number; readonly heap: number; readonly external: number };

export const churnRow: Row = {
  name: 'churn',
  what: 'radios that connect, log in, join, talk and drop, by close frame or by reset',
  bar: 'no session, timer, file descriptor or table slot left; heap within 5 %',
  run: async ({ places, share, note }) => {
    const half = partOf(RADIOS / 2, share, AT_ONCE);
    const faults = new Faults();
    const settings = {
      channels: [{ channel_id: CHANNEL, channel_name: 'Alpha' }],
      limits: { media_peers: AT_ONCE },
    };
    const run = await withNet(places, settings, async (net) => {
      // The first ones make what is made once: pools, caches, compiled code.
      await comeAndGo(net, Math.max(AT_ONCE, Math.ceil(half / 5)));
      const before = await settled(net, null);
      await comeAndGo(net, half);
      await settled(net, before);
      const first = await net.ask<Memory>('memory');
      note('the first half is through');
      await comeAndGo(net, half);
      const after = await settled(net, before);
      const second = await net.ask<Memory>('memory');
      await allSlotsAreFree(net, faults);
      for (const what of Object.keys(before) as (keyof Left)[]) {
        faults.unless(after[what] <= before[what], `${what}: ${before[what]}, then ${after[what]}`);
      }
      return { first, second, before, after };
    });
    const { first, second, before, after } = run.value;
    const growth = second.heap / first.heap - 1;
    const figures = {
      sessions_left: after.sessions,
      timers_left: after.timers - before.timers,
      descriptors_left: after.descriptors - before.descriptors,
      slots_left: after.peers,
      heap_growth_percent: 100 * growth,
      heap_mb: second.heap / 1e6,
      rss_growth_percent: 100 * (second.rss / first.rss - 1),
    };
    const result: RowResult = {
      did: `${2 * half} radios came and went`,
      figures,
      faults: [...faults.lines, ...run.faults],
      missed: growth <= MOST_GROWTH ? [] : [`heap grew by ${(100 * growth).toFixed(1)} %`],
    };
    return result;
  },
};

/** So many radios, some of them at once. */
async function comeAndGo(net: NetProcess, count: number): Promise<void> {
  const udp = createSocket('udp4');
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');
  let begun = 0;
  const work = async (worker: number): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const ssrc = worker + 1;
      const radio = await Radio.login(net, `radio ${worker}`);
      // One that was reset may still be on its way out of the relay's only slots.
      await until(`${radio.userId} joins`, async () => {
        const { op } = await radio.ask(Op.CHANNEL_JOIN, { channel_id: CHANNEL, ssrc });
        return op === Op.ACK;
      });
      udp.send(rtpPacket(ssrc, begun), net.at.udpPort, '127.0.0.1');
      await (begun % 2 === 0 ? radio.socket.close() : radio.socket.reset());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, worker) => work(worker)));
  udp.close();
}

/** Waits until no radio is left, and no more than there was before. */
async function settled(net: NetProcess, before: Left | null): Promise<Left> {
  let now = await net.ask<Left>('left');
  await until(
    'everything of the radios is gone',
    async () => {
      now = await net.ask<Left>('left');
      const isEmpty = now.sessions + now.memberships + now.peers === 0;
      return isEmpty && (before === null || now.descriptors <= before.descriptors);
    },
    // What stays is told by what is there then.
    () => undefined,
  );
  return now;
}

/** Every slot of the relay can be had again. */
async function allSlotsAreFree(net: NetProcess, faults: Faults): Promise<void> {
  const radios: Radio[] = [];
  for (let ssrc = 1; ssrc <= AT_ONCE; ssrc += 1) {
    const radio = await Radio.login(net, `last ${ssrc}`);
    radios.push(radio);
    await radio.join(CHANNEL, ssrc).catch((error: unknown) => faults.add(String(error)));
  }
  const known = await net.ask<{ packets_in: number; address: string | null }[]>('peers');
  for (const { packets_in, address } of known) {
    faults.unless(packets_in === 0 && address === null, 'a slot was given on as it was left');
  }
  await Promise.all(radios.map((radio) => radio.socket.close()));
  await settled(net, null);
}
