import { ManualClock } from '../../manual-clock.ts';
import { counterMemory } from '../counter-memory.ts';
import { CounterReader, type PeerCounters } from '../counter-reader.ts';
import { CounterWriter } from '../counter-writer.ts';
import { Forwarder, type NewPeer } from '../forwarder.ts';
import type { LatchRule } from '../latch.ts';
import { FakePacketIo, type FakeEndpoint } from './fake-packet-io.ts';
import { rtp } from './packets.ts';

/** Peers that it has room for. */
export const MOST = 400;

/** A forwarder with packets, a clock and counters in the hands of a test. */
export class ForwarderBench {
  readonly clock = new ManualClock();
  readonly io = new FakePacketIo();
  readonly reader: CounterReader;
  readonly forwarder: Forwarder<FakeEndpoint>;

  /** The clock stands at 10 s. */
  constructor(rule: LatchRule = 'same-ip', packetsPerSecond = 0) {
    this.clock.advance(10_000);
    const memory = counterMemory(MOST);
    this.reader = new CounterReader(memory);
    const counters = new CounterWriter(memory);
    const { io } = this;
    this.forwarder = new Forwarder({ io, counters, rule, maxPeers: MOST, packetsPerSecond });
    io.receive(this.forwarder.receive);
  }

  /** Adds a peer whose slot and generation are its SSRC, and whose IP is 10.0.0.<ssrc>. */
  add(ssrc: number, changes: Partial<NewPeer> = {}): void {
    const ip = `10.0.0.${ssrc}`;
    this.forwarder.add(ssrc, ssrc, { ssrc, channelId: 'ops', ip, mayTalk: true, ...changes });
  }

  /** Peer `ssrc` talks from its own address; tells where that is sent to. */
  talk(ssrc: number, from = `10.0.0.${ssrc}:4000`): string[] {
    return this.io.comes(rtp({ ssrc }), from, this.clock.monotonic());
  }

  figures(ssrc: number): PeerCounters {
    return this.reader.peer(ssrc, ssrc, this.clock.monotonic());
  }
}
