/** What the threads of this process listen to, each for its end. */
const CHANNEL = 'relay-threads';

/** Code that runs beside the relay in its thread, and ends both when it is told to. */
export const LISTENER = `
const orders = new BroadcastChannel(${JSON.stringify(CHANNEL)});
orders.onmessage = ({ data }) => {
  if (data === 'hang') for (;;);
  throw new Error(data);
};
orders.unref();`;

function tell(order: string): void {
  const orders = new BroadcastChannel(CHANNEL);
  orders.postMessage(order);
  orders.close();
}

/** Every thread of a relay in this process that has the listener throws, as if it had a bug. */
export function endThreads(reason = 'a bug'): void {
  tell(reason);
}

/** Every thread of a relay in this process that has the listener comes round no more. */
export function hangThreads(): void {
  tell('hang');
}
