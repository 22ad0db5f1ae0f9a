import { parentPort, workerData } from 'node:worker_threads';
import { endOfTurn } from '../clock.ts';
import { Scribe } from './scribe.ts';
import type { Command, ThreadOptions } from './thread-messages.ts';

/** The journal's thread: waits for the disk, so that nobody else has to. */

if (parentPort === null) throw new Error('the journal worker runs in a worker thread');
const main = parentPort;
const scribe = new Scribe(
  workerData as ThreadOptions,
  (report) => main.postMessage(report),
  endOfTurn,
);

main.on('message', (command: Command) => {
  scribe.obey(command);
  if (command.do === 'stop') main.close();
});
