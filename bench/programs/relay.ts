import type { SrtpProfile } from '../../src/contract/srtp.ts';
import { systemClock } from '../../src/server/clock.ts';
import { Relay } from '../../src/server/relay/relay.ts';
import { answer, options } from '../answers.ts';
import { ssrcOf } from '../members.ts';
import { keyOf, uplinkName } from '../srtp-keys.ts';

/** The relay under test, as it was built, with members as the load generator has them. */

type RelayHostOptions = {
  readonly workerUrl: string;
  readonly members: number;
  readonly size: number;
  readonly io: 'auto' | 'dgram';
  /** All members encrypt; nobody does where it is left out. */
  readonly srtp?: SrtpProfile;
};

const { workerUrl, members, size, io, srtp: profile } = options() as RelayHostOptions;

const relay = await Relay.start({
  workerUrl: new URL(workerUrl),
  host: '127.0.0.1',
  port: 0,
  latch: 'same-ip',
  maxPeers: members,
  clock: systemClock,
  io,
});
for (let member = 0; member < members; member += 1) {
  const channelId = `channel ${Math.floor(member / size)}`;
  relay.addPeer({
    ssrc: ssrcOf(member),
    channelId,
    ip: '127.0.0.1',
    mayTalk: true,
    ...(profile && { uplink: keyOf(profile, uplinkName(member)) }),
  });
  if (profile && member % size === 0) {
    relay.setKey(channelId, profile, 1, keyOf(profile, channelId));
  }
}

/**
 * Holds the main thread up for 50 ms of every 100, asleep: the load generator wants a CPU to itself,
 * the relay another, and a third that was busy here would measure how the system shares out two.
 */
let blocking: NodeJS.Timeout | undefined;

function block(isOn: boolean): void {
  clearInterval(blocking);
  if (!isOn) return;
  const never = new Int32Array(new SharedArrayBuffer(4));
  blocking = setInterval(() => {
    Atomics.wait(never, 0, 0, 50);
  }, 100);
}

answer(relay.port, { block, backEnd: () => relay.io });
