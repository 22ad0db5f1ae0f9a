import { LISTENER } from './thread-orders.ts';
import { workerUrl } from './worker-url.ts';

/** The relay's worker as `workerUrl` has it, but one that the orders of `thread-orders.ts` reach. */
export async function mortalWorkerUrl(): Promise<URL> {
  const { href } = await workerUrl();
  const [head = '', code = ''] = href.split(',');
  const listening = Buffer.from(code, 'base64').toString() + LISTENER;
  return new URL(`${head},${Buffer.from(listening).toString('base64')}`);
}
