import { isProved, readStun, shortTermKey, type StunMessage } from '../../../media/stun.ts';
import type { DropReason } from '../../../contract/drops.ts';
import { ManualClock } from '../../manual-clock.ts';
import { counterMemory } from '../counter-memory.ts';
import { CounterReader, type PeerCounters } from '../counter-reader.ts';
import { CounterWriter } from '../counter-writer.ts';
import { Forwarder } from '../forwarder.ts';
import type { LatchRule } from '../latch.ts';
import { credentialsOf } from './binding.ts';
import { FakePacketIo } from './fake-packet-io.ts';
import { rtp } from './packets.ts';

const MOST = 8;

/** A forwarder without a network or a thread, and peers 1 and 2 with credentials in one channel. */
export class StunBench {
  readonly clock = new ManualClock();
  readonly io = new FakePacketIo();
  readonly reader: CounterReader;
  readonly forwarder: Forwarder<Parameters<ReturnType<FakePacketIo['fanOut']>['set']>[1]>;

  /** The clock stands at 10 s. */
  constructor(rule: LatchRule = 'same-ip') {
    this.clock.advance(10_000);
    const memory = counterMemory(MOST);
    this.reader = new CounterReader(memory);
    const counters = new CounterWriter(memory);
    this.forwarder = new Forwarder({ io: this.io, counters, rule, maxPeers: MOST });
    this.io.receive(this.forwarder.receive);
    for (const ssrc of [1, 2]) this.add(ssrc);
  }

  /** Adds a peer whose slot and generation are its SSRC, and whose IP is 10.0.0.<ssrc>. */
  add(ssrc: number): void {
    const peer = { ssrc, channelId: 'ops', ip: `10.0.0.${ssrc}`, mayTalk: true };
    this.forwarder.add(ssrc, ssrc, { ...peer, stun: credentialsOf(ssrc) });
  }

  /** A packet comes in from `ip:port`; tells where something was sent to. */
  comes(packet: Uint8Array, from: string): string[] {
    return this.io.comes(packet, from, this.clock.monotonic());
  }

  talk(ssrc: number, from: string): string[] {
    return this.comes(rtp({ ssrc }), from);
  }

  figures(ssrc: number): PeerCounters {
    return this.reader.peer(ssrc, ssrc, this.clock.monotonic());
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
