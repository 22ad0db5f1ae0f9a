import { systemClock } from '../../src/server/clock.ts';
import { Relay } from '../../src/server/relay/relay.ts';
import { answer, options } from '../answers.ts';
import { ssrcOf } from '../members.ts';
import { keyOf, loadSrtp, uplinkName, type Profile } from '../srtp-under-test.ts';

/** The relay under test, as it was built, with members as the load generator has them. */

type RelayHostOptions = {
  readonly workerUrl: string;
  readonly members: number;
  readonly size: number;
  readonly io: 'auto' | 'dgram';
  /** All members encrypt; nobody does where it is left out. */
  readonly srtp?: Profile;
};

const { workerUrl, members, size, io, srtp: profile } = options() as RelayHostOptions;

type SetKey = (channelId: string, profile: Profile, epoch: number, key: unknown) => void;

const relayOptions = {
  workerUrl: new URL(workerUrl),
  host: '127.0.0.1',
  port: 0,
  latch: 'same-ip' as const,
  maxPeers: members,
  clock: systemClock,
  io,
};
const relay = await Relay.start(relayOptions);
const srtp = profile === undefined ? null : await loadSrtp();
for (let member = 0; member < members; member += 1) {
  const channelId = `channel ${Math.floor(member / size)}`;
  const encryption: object =
    srtp && profile ? { uplink: keyOf(srtp, profile, uplinkName(member)) } : {};
  relay.addPeer({
    ssrc: ssrcOf(member),
    channelId,
    ip: '127.0.0.1',
    mayTalk: true,
    ...encryption,
  });
  if (srtp && profile && member % size === 0) {
    const { setKey } = relay as unknown as { setKey: SetKey };
    setKey.call(relay, channelId, profile, 1, keyOf(srtp, profile, channelId));
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

/** Which back end relays: there was but one before a relay could tell. */
const { io: backEnd = 'dgram' } = relay as { readonly io?: string };

answer(relay.port, { block, backEnd: () => backEnd });
