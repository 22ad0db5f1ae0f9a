import { setTimeout as sleep } from 'node:timers/promises';
import { CloseCode } from '../../src/contract/errors.ts';
import { Limit } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import { withNet, type NetProcess } from '../net-process.ts';
import { Radio, type Frame } from '../radio.ts';
import { Faults, partOf, type Row } from '../row.ts';
import { until } from '../until.ts';

const CHANNEL = 'alpha';
const MEMBERS = Limit.CHANNEL_MEMBERS;
/** Messages a second, each as long as may be: 20 MB a second in all. */
const RATE = 100;
/** Where only a share is done, which is no matter of speed: more in a second, for fewer. */
const HURRIED = { rate: 1_000, members: 20 };
/** How many radios one after another do not read. */
const ROUNDS = 5;
const MOST_P99_MS = 50;
const MOST_GROWTH_BYTES = 32 * 1024 * 1024;

/** Far more than the system and the net keep for one radio. */
const MOST_MESSAGES = 20_000;

type Memory = { readonly rss: number };

export const slowReaderRow: Row = {
  name: 'slow-reader',
  what: 'one radio that does not read, in a channel of 100 under chat load',
  bar: "closed with 4013; others' p99 under 50 ms; memory growth under 32 MB",
  run: async ({ places, share, note }) => {
    const rounds = partOf(ROUNDS, share);
    const isHurried = share < 1 / ROUNDS;
    const { rate, members } = isHurried ? HURRIED : { rate: RATE, members: MEMBERS };
    const faults = new Faults();
    const settings = { channels: [{ channel_id: CHANNEL, channel_name: 'Alpha' }] };
    const run = await withNet(places, settings, async (net) => {
      const crowd = await Crowd.gather(net, members - 1, rate, faults);
      // Whoever reads makes the net as large as it will be.
      await crowd.chatFor(2 * RATE, await Radio.login(net, 'reader'));
      const before = (await net.ask<Memory>('memory')).rss;
      crowd.latencies.length = 0;
      let peak = before;
      for (let round = 0; round < rounds; round += 1) {
        const slow = await Radio.login(net, `slow ${round}`);
        await slow.join(CHANNEL, MEMBERS + 1);
        slow.socket.tcp.pause();
        let isOut = false;
        await crowd.chatWhile(async () => {
          peak = Math.max(peak, net.rss());
          isOut = !(await net.ask<boolean>('has', slow.userId));
          return !isOut;
        });
        slow.socket.tcp.resume();
        const code = await slow.ended;
        faults.unless(code === CloseCode.SLOW_CONSUMER, `the slow reader ended with ${code}`);
        note(`closed with ${code} after ${crowd.sent} messages in all`);
      }
      await crowd.allHeard();
      crowd.end();
      return { growth: peak - before, latencies: crowd.latencies, messages: crowd.sent };
    });
    const { growth, latencies, messages } = run.value;
    latencies.sort((a, b) => a - b);
    const p99 = latencies[Math.floor(0.99 * latencies.length)] ?? 0;
    return {
      did: `${rounds} slow readers, ${messages} messages to ${members - 1} others`,
      figures: {
        p50_ms: latencies[Math.floor(latencies.length / 2)] ?? 0,
        p99_ms: p99,
        most_ms: latencies.at(-1) ?? 0,
        memory_growth_mb: growth / 1e6,
      },
      faults: [...faults.lines, ...run.faults],
      missed: [
        ...(isHurried || p99 < MOST_P99_MS ? [] : [`p99 is ${p99.toFixed(1)} ms`]),
        ...(growth < MOST_GROWTH_BYTES ? [] : [`memory grew by ${(growth / 1e6).toFixed(1)} MB`]),
      ],
    };
  },
};

/** Radios that read: each has to hear every message, in order. */
class Crowd {
  /** Of every message to every radio, in ms. */
  readonly latencies: number[] = [];
  sent = 0;
  readonly #radios: Radio[] = [];
  readonly #heard: number[] = [];
  readonly #sentAt: number[] = [];
  readonly #rate: number;
  #isOver = false;

  static async gather(
    net: NetProcess,
    count: number,
    rate: number,
    faults: Faults,
  ): Promise<Crowd> {
    const crowd = new Crowd(rate);
    for (let index = 0; index < count; index += 1) {
      const radio = await Radio.login(net, `radio ${index}`);
      await radio.join(CHANNEL, index + 1);
      crowd.#heard.push(0);
      radio.onEvent = (frame) => crowd.#hear(index, frame, faults);
      void radio.ended.then((code) => {
        if (!crowd.#isOver) faults.add(`${radio.userId} was closed with ${code}`);
      });
      crowd.#radios.push(radio);
    }
    return crowd;
  }

  private constructor(rate: number) {
    this.#rate = rate;
  }

  /** Chats for as long as something is so, at an even rate. */
  async chatWhile(isSo: () => Promise<boolean>): Promise<void> {
    const began = performance.now();
    let count = 0;
    while (await isSo()) {
      const due = ((performance.now() - began) * this.#rate) / 1e3;
      for (; count < due; count += 1) this.#say();
      if (count > MOST_MESSAGES) throw new Error('the slow reader is let be');
      await sleep(2);
    }
    await this.allHeard();
  }

  /** Chats for so many messages, heard by one more. */
  async chatFor(messages: number, one: Radio): Promise<void> {
    await one.join(CHANNEL, MEMBERS + 1);
    const end = this.sent + messages;
    await this.chatWhile(() => Promise.resolve(this.sent < end));
    await one.ask(Op.CHANNEL_LEAVE, { channel_id: CHANNEL });
    await one.socket.close();
  }

  allHeard(): Promise<void> {
    return until('every message is heard by every radio that reads', () =>
      this.#heard.every((count) => count === this.sent),
    );
  }

  end(): void {
    this.#isOver = true;
    for (const radio of this.#radios) radio.socket.tcp.destroy();
  }

  #say(): void {
    const content = `${this.sent} `.padEnd(Limit.MESSAGE_BYTES, 'x');
    this.#sentAt.push(performance.now());
    this.sent += 1;
    this.#radios[0]?.send(Op.MESSAGE_CREATE, { channel_id: CHANNEL, content });
  }

  #hear(index: number, { op, d }: Frame, faults: Faults): void {
    if (op !== Op.MESSAGE_EVENT) return;
    const number = parseInt((d as { content: string }).content, 10);
    const due = this.#heard[index] ?? 0;
    faults.unless(number === due, `radio ${index} heard message ${number}, not ${due}`);
    this.#heard[index] = number + 1;
    this.latencies.push(performance.now() - (this.#sentAt[number] ?? 0));
  }
}
