import { setTimeout as sleep } from 'node:timers/promises';

/** Patience that no working net uses up, however busy the machine is, in ms. */
const PATIENCE_MS = 20_000;

/**
 * Looks again and again until something is so.
 *
 * @param what is waited for, to say what did not come
 * @param inVain called instead of throwing, where that is given
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  inVain: (error: Error) => void = (error) => {
    throw error;
  },
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > end) {
      inVain(new Error(`waited in vain: ${what}`));
      return;
    }
    await sleep(5);
  }
}
