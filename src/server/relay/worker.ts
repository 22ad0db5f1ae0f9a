import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { systemClock } from '../clock.ts';
import { busyMeter } from './busy-meter.ts';
import { beat } from './busy-time.ts';
import { CounterWriter } from './counter-writer.ts';
import { Forwarder } from './forwarder.ts';
import { openIo } from './open-io.ts';
import { askForShortSlices } from './short-slices.ts';
import {
  PULSE_INTERVAL_MS,
  type Command,
  type Report,
  type WorkerOptions,
} from './thread-messages.ts';

/** The relay's thread. It ends by itself once nothing is open any more. */

const FAULT_INTERVAL_MS = 1_000;

if (parentPort === null) throw new Error('the relay worker runs in a worker thread');
const main = parentPort;
const {
  host,
  port,
  io: choice,
  latch,
  maxPeers,
  packetsPerSecond,
  memory,
  posted,
  descriptor,
  pulse,
  busy,
} = workerData as WorkerOptions;

function report(what: Report): void {
  main.postMessage(what);
}

let lastFaultAt = -Infinity;

/** Tells of something that should not happen, now and then: packets could bring it on in floods. */
function onFault(error: unknown): void {
  const now = systemClock.monotonic();
  if (now - lastFaultAt < FAULT_INTERVAL_MS) return;
  lastFaultAt = now;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  report({ is: 'fault', message });
}

async function run(): Promise<void> {
  await askForShortSlices();
  const { io, name, passedOver } = await openIo({
    choice,
    host,
    port,
    descriptor,
    clock: systemClock,
    onFault,
  });
  const counters = new CounterWriter(memory);
  const forwarder = new Forwarder({
    io,
    counters,
    rule: latch,
    maxPeers,
    packetsPerSecond,
    onRekey: (channelId, epoch) => report({ is: 'rekey', channelId, epoch }),
  });
  let obeyed = 0;
  const busyMs = busyMeter(name);
  const stopPulse = systemClock.every(PULSE_INTERVAL_MS, () =>
    beat(pulse, busy, { busyMs: busyMs(), atMs: systemClock.monotonic() }),
  );

  function obey(command: Command): void {
    obeyed = (obeyed + 1) | 0;
    switch (command.do) {
      case 'add':
        forwarder.add(command.slot, command.generation, command.peer, systemClock.monotonic());
        break;
      case 'remove':
        forwarder.remove(command.slot);
        break;
      case 'mute':
        forwarder.mute(command.slot, command.muted);
        break;
      case 'key':
        forwarder.key(command.channelId, command.profile, command.epoch, command.key);
        break;
      case 'stop':
        stopPulse();
        main.close();
        void io.close();
        break;
    }
  }

  /**
   * Commands come before packets that came in after them, in whatever order the event loop has
   * them: a radio may talk as soon as its join is answered, and one that was removed is silent.
   */
  function catchUp(): void {
    while (Atomics.load(posted, 0) !== obeyed) {
      const next = receiveMessageOnPort(main) as { message: Command } | undefined;
      if (next === undefined) break;
      obey(next.message);
    }
  }

  main.on('message', obey);
  io.receive(forwarder.receive, catchUp);
  report({ is: 'listening', host: io.host, port: io.port, io: name, passedOver });
}

run().catch((error: unknown) => {
  const { code = 'UNKNOWN', message } = error as NodeJS.ErrnoException;
  report({ is: 'refused', code, message });
  main.close();
});
