import { workerUrl } from './worker-url.ts';

/** What the threads of this process listen to, each for its end. */
const CHANNEL = 'relay-threads';

/** Runs beside the relay in its thread, and ends both when it is told to. */
const LISTENER = `
const orders = new BroadcastChannel(${JSON.stringify(CHANNEL)});
orders.onmessage = ({ data }) => {
  if (data === 'hang') for (;;);
  throw new Error(data);
};
orders.unref();`;

/** The relay's worker as `workerUrl` has it, but one that `endThreads` and `hangThreads` reach. */
export async function mortalWorkerUrl(): Promise<URL> {
  const { href } = await workerUrl();
  const [head = '', code = ''] = href.split(',');
  const listening = Buffer.from(code, 'base64').toString() + LISTENER;
  return new URL(`${head},${Buffer.from(listening).toString('base64')}`);
}

function tell(order: string): void {
  const orders = new BroadcastChannel(CHANNEL);
  orders.postMessage(order);
  orders.close();
}

/** Every thread of a relay in this process throws, as if it had a bug. */
export function endThreads(reason = 'a bug'): void {
  tell(reason);
}

/** Every thread of a relay in this process comes round no more. */
export function hangThreads(): void {
  tell('hang');
}
