import { Op } from '../../src/contract/ops.ts';
import type { NetProcess } from '../net-process.ts';
import { Radio } from '../radio.ts';
import type { Faults } from '../row.ts';
import { until } from '../until.ts';

const CHAT_INTERVAL_MS = 20;
const HEARTBEAT_INTERVAL_MS = 200;

/** A radio that does as it should while others do not: it has to hear all that it says, in order. */
export class HealthyRadio {
  readonly #radio: Radio;
  readonly #timers: NodeJS.Timeout[];
  readonly #sentAt: number[] = [];
  #heard = 0;
  #slowestMs = 0;
  #isOver = false;

  static async begin(net: NetProcess, channelId: string, faults: Faults): Promise<HealthyRadio> {
    const radio = await Radio.login(net, 'healthy radio');
    await radio.join(channelId, 0xdead_beef);
    return new HealthyRadio(radio, channelId, faults);
  }

  private constructor(radio: Radio, channelId: string, faults: Faults) {
    this.#radio = radio;
    radio.onEvent = ({ op, d }) => {
      const { author_id, content } = d as { author_id?: string; content?: string };
      if (op !== Op.MESSAGE_EVENT || author_id !== radio.userId) return;
      faults.unless(Number(content) === this.#heard, `it heard ${content}, not ${this.#heard}`);
      this.#measure(this.#sentAt[this.#heard] ?? 0);
      this.#heard += 1;
    };
    void radio.ended.then((code) => {
      if (!this.#isOver) faults.add(`the healthy radio was closed with ${code}`);
    });
    this.#timers = [
      setInterval(() => {
        radio.send(Op.MESSAGE_CREATE, { channel_id: channelId, content: `${this.#sentAt.length}` });
        this.#sentAt.push(performance.now());
      }, CHAT_INTERVAL_MS),
      setInterval(() => {
        const asked = performance.now();
        radio.ask(Op.HEARTBEAT, null).then(
          () => this.#measure(asked),
          () => undefined,
        );
      }, HEARTBEAT_INTERVAL_MS),
    ];
  }

  /** @returns how many messages it heard, and the longest that it waited for anything, in ms */
  async end(): Promise<{ readonly messages: number; readonly slowestMs: number }> {
    for (const timer of this.#timers) clearInterval(timer);
    await until('the healthy radio hears its last word', () => this.#heard === this.#sentAt.length);
    this.#isOver = true;
    await this.#radio.socket.close();
    return { messages: this.#heard, slowestMs: this.#slowestMs };
  }

  #measure(since: number): void {
    this.#slowestMs = Math.max(this.#slowestMs, performance.now() - since);
  }
}
