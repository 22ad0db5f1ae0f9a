import { isProved, readStun, shortTermKey, type StunMessage } from '../../../media/stun.ts';
import type { DropReason } from '../../../contract/drops.ts';
import type { LatchRule } from '../latch.ts';
import { credentialsOf } from './binding.ts';
import { ForwarderBench } from './forwarder-bench.ts';

/** A forwarder without a network or a thread, and peers 1 and 2 with credentials in one channel. */
export class StunBench extends ForwarderBench {
  /** The clock stands at 10 s. */
  constructor(rule?: LatchRule) {
    super(rule);
    for (const ssrc of [1, 2]) this.add(ssrc);
  }

  override add(ssrc: number): void {
    super.add(ssrc, { stun: credentialsOf(ssrc) });
  }

  /** A packet comes in from `ip:port`; tells where something was sent to. */
  comes(packet: Uint8Array, from: string): string[] {
    return this.io.comes(packet, from, this.clock.monotonic());
  }

  dropped(reason: DropReason): number {
    return this.reader.totals().drops[reason];
  }

  /** What was sent last: a STUN message of a peer's key, or an error. */
  answer(ssrc: number): StunMessage {
    const message = readStun(this.io.sent.at(-1)?.packet ?? Buffer.alloc(0));
    const key = shortTermKey(credentialsOf(ssrc).password);
    if (message !== null && isProved(message, key)) return message;
    throw new Error('what was sent last is no STUN message of that key');
  }
}
