import { expect, type Page } from '@playwright/test';
import { test } from './open-console.ts';

/** The content security policy of the window, and how its files are served. */

/** The directives of the policy that the page was refused something by. */
async function refusedBy(page: Page, act: string): Promise<string> {
  return page.evaluate(async (code) => {
    const refused = new Promise<string>((resolve) => {
      document.addEventListener(
        'securitypolicyviolation',
        (event) => resolve(event.effectiveDirective),
        { once: true },
      );
    });
    // No `eval` in this page: what is to be tried comes by name.
    const acts: Readonly<Record<string, () => unknown>> = {
      script: () => {
        const element = document.createElement('script');
        element.textContent = 'globalThis.foreign = true';
        document.body.append(element);
      },
      frame: () => {
        const element = document.createElement('iframe');
        element.src = 'https://example.invalid/';
        document.body.append(element);
      },
      image: () => {
        new Image().src = 'https://example.invalid/pixel.png';
      },
      fetch: () => fetch('https://example.invalid/').catch(() => undefined),
      worker: () => {
        try {
          new Worker(URL.createObjectURL(new Blob([''])));
        } catch {
          // Refused at once, which the event tells as well.
        }
      },
      style: () => {
        const element = document.createElement('style');
        element.textContent = 'body { color: red }';
        document.body.append(element);
      },
    };
    acts[code]?.();
    return refused;
  }, act);
}

async function ready(page: Page): Promise<void> {
  await expect(page.getByTestId('gateway-address')).toBeVisible();
}

test('the content policy refuses foreign code, frames, pictures and calls', async ({
  openConsole,
}) => {
  const { page } = await openConsole();
  await ready(page);
  expect(await refusedBy(page, 'script')).toMatch(/^script-src/);
  expect(await refusedBy(page, 'style')).toMatch(/^style-src/);
  expect(await refusedBy(page, 'frame')).toBe('frame-src');
  expect(await refusedBy(page, 'image')).toBe('img-src');
  expect(await refusedBy(page, 'fetch')).toBe('connect-src');
  expect(await refusedBy(page, 'worker')).toBe('worker-src');
  expect(await page.evaluate(() => 'foreign' in globalThis)).toBe(false);
  const evaluated = await page.evaluate(
    () =>
      // From a task of its own: what the test itself calls is let through by the debugger.
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            // eslint-disable-next-line @typescript-eslint/no-implied-eval -- is what is to be refused
            resolve(String(new Function('return 1')));
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(evaluated).toBe('EvalError');
});

test('every file of the page comes with the policy, and nothing from outside its folder', async ({
  openConsole,
}) => {
  const { page } = await openConsole();
  await ready(page);
  const served = await page.evaluate(async () => {
    const paths = [
      'index.html',
      '../preload/index.cjs',
      '%2e%2e/preload/index.cjs',
      '..%2f..%2fpackage.json',
      'nothing.html',
    ];
    return Promise.all(
      paths.map(async (path) => {
        const answer = await fetch(`/${path}`);
        const { headers } = answer;
        return [
          answer.status,
          headers.get('content-security-policy'),
          headers.get('x-content-type-options'),
        ];
      }),
    );
  });
  expect(served[0]).toEqual([200, expect.stringContaining("default-src 'none'"), 'nosniff']);
  for (const [status] of served.slice(1)) expect(status).toBe(404);
});
