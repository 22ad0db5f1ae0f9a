import type { Page } from '@playwright/test';
import type { ConsoleApi } from '../../src/contract/console.ts';

/** How long somebody waited for something, time after time, in ms. */
export type Waits = { readonly median: number; readonly p95: number; readonly longest: number };

function waitsOf(times: readonly number[]): Waits {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { median: at(0.5), p95: at(0.95), longest: sorted.at(-1) ?? NaN };
}

/** What a spec leaves in the page to take figures by. */
type Taking = { readonly taken: number[]; stop: () => void };
type Window = { livechat: ConsoleApi; taking: Taking };

const PAUSE_MS = 150;
const TYPED = ['radio-05', 'channel ch-1', '127.0.0.1'];

/**
 * Types into the field that has the focus, and takes it away again, letter by letter.
 *
 * @returns from each key, as the system tells when it was hit, to the text on the screen
 */
export async function typing(page: Page): Promise<Waits> {
  await page.evaluate(() => {
    const taken: number[] = [];
    const onKey = ({ timeStamp }: KeyboardEvent): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // The next turn after the frame was drawn.
        port1.onmessage = () => taken.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    };
    addEventListener('keydown', onKey, true);
    const stop = (): void => removeEventListener('keydown', onKey, true);
    Object.assign(globalThis, { taking: { taken, stop } });
  });
  for (const text of TYPED) {
    for (const letter of text) {
      await page.keyboard.press(letter);
      await page.waitForTimeout(PAUSE_MS);
    }
    for (let left = text.length; left > 0; left -= 1) {
      await page.keyboard.press('Backspace');
      await page.waitForTimeout(PAUSE_MS);
    }
  }
  return waitsOf(await finish(page));
}

const NOTCH_PX = 120;
const NOTCH_MS = 40;

/**
 * Turns the wheel over what is under the pointer: down for half of the time, then up.
 *
 * @returns from each frame to the next one
 */
export async function scrolling(page: Page, ms: number): Promise<Waits> {
  await page.evaluate(() => {
    const taken: number[] = [];
    let before = performance.now();
    let handle = 0;
    const turn = (now: number): void => {
      taken.push(now - before);
      before = now;
      handle = requestAnimationFrame(turn);
    };
    handle = requestAnimationFrame(turn);
    Object.assign(globalThis, { taking: { taken, stop: () => cancelAnimationFrame(handle) } });
  });
  const notches = Math.floor(ms / NOTCH_MS);
  for (let notch = 0; notch < notches; notch += 1) {
    await page.mouse.wheel(0, notch < notches / 2 ? NOTCH_PX : -NOTCH_PX);
    await page.waitForTimeout(NOTCH_MS);
  }
  return waitsOf(await finish(page));
}

/** How many deltas the window was told, on average and at most, in one second. */
export async function deltas(page: Page, seconds: number): Promise<{ mean: number; most: number }> {
  await page.evaluate(() => {
    const taken: number[] = [];
    const { livechat } = globalThis as unknown as Window;
    const stop = livechat.onDelta(() => taken.push(performance.now()));
    Object.assign(globalThis, { taking: { taken, stop } });
  });
  await page.waitForTimeout(seconds * 1_000);
  const times = await finish(page);
  const most = times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length);
  return { mean: times.length / seconds, most: Math.max(0, ...most) };
}

function finish(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const { taking } = globalThis as unknown as Window;
    taking.stop();
    return taking.taken;
  });
}
