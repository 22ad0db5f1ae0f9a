import { expect } from '@playwright/test';
import { test } from '../console/open-console.ts';
import { openFullNet } from './full-net.ts';
import { sampleMemory, trend, type MemorySample } from './memory.ts';
import { recordTasks, type TaskReport } from './renderer-tasks.ts';
import { deltas, scrolling, typing, type Waits } from './window-figures.ts';

const SETTLED_MS = 2_000;
/** Until the log-ins of so many are told and drawn. */
const FIRST_SETTLED_MS = 10_000;
const MEASURED_MS = 8_000;
const DELTA_SECONDS = 10;
const MINUTE_MS = 60_000;
/** For how long memory is watched; 0 for not at all. */
const MINUTES = Number(process.env['LIVECHAT_CROWD_MINUTES'] ?? 0);

function tell(name: string, ...figures: readonly string[]): void {
  // eslint-disable-next-line no-console -- it is what the spec is for
  console.log(`${name.padEnd(13)}  ${figures.join(', ')}`);
}

function taskFigures({ busy, longest, longestCpu, p99, long }: TaskReport): string[] {
  return [
    `${(100 * busy).toFixed(0)} % busy`,
    `longest task ${longest.toFixed(1)} ms`,
    `${longestCpu.toFixed(1)} ms of it running`,
    `p99 ${p99.toFixed(2)} ms`,
    `${long} over 50 ms`,
  ];
}

function waitFigures({ median, p95, longest }: Waits): string {
  return `median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`;
}

test('what a thousand radios cost the window', async ({ openConsole }) => {
  const { app, page, crowd } = await openFullNet(openConsole);
  await page.waitForTimeout(FIRST_SETTLED_MS);
  const views = await page.getByRole('navigation').getByRole('button').all();
  const openChannel = page.getByRole('button', { name: 'Open channel Channel ch-01' });
  const openPeer = page.locator('.place-button').first();
  // A channel’s page, and the charts of one peer, are views as well.
  const [net, radios, zombies, media, ...others] = views;
  for (const view of [net, openChannel, radios, zombies, media, openPeer, ...others]) {
    await view?.click();
    const name = await page.getByRole('heading', { level: 1 }).innerText();
    // The first drawing of a view is not its steady state.
    await recordTasks(app, SETTLED_MS);
    tell(
      view === openPeer ? `${name}, a peer` : name,
      ...taskFigures(await recordTasks(app, MEASURED_MS)),
    );
  }

  await radios?.click();
  await page.getByRole('region', { name: 'Radios' }).hover();
  await page.waitForTimeout(SETTLED_MS);
  const [scrolled, whileScrolling] = await Promise.all([
    scrolling(page, MEASURED_MS),
    recordTasks(app, MEASURED_MS),
  ]);
  tell('Scrolling', `from frame to frame ${waitFigures(scrolled)}`);
  tell('', ...taskFigures(whileScrolling));
  await page.getByRole('searchbox').focus();
  tell('Typing', `from key to text ${waitFigures(await typing(page))}`);

  await net?.click();
  const { mean, most } = await deltas(page, DELTA_SECONDS);
  tell('Deltas', `${mean.toFixed(1)} a second, ${most} in one second at most`);
  expect(crowd.lost).toEqual([]);
  crowd.close();
});

test('what the window and the main process keep', async ({ openConsole }) => {
  test.skip(MINUTES === 0, 'takes --minutes');
  test.setTimeout((MINUTES + 5) * MINUTE_MS);
  const { app, page, crowd } = await openFullNet(openConsole);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const [net, radios, zombies, media] = await page
    .getByRole('navigation')
    .getByRole('button')
    .all();
  const samples: MemorySample[] = [];
  for (let minute = 0; minute <= MINUTES; minute += 1) {
    const due = Date.now() + MINUTE_MS;
    // Somebody is at work: what a view leaves behind would show.
    for (const view of [radios, zombies, media, net]) {
      await view?.click();
      await page.waitForTimeout(SETTLED_MS);
    }
    const sample = await sampleMemory(app, cdp, minute);
    samples.push(sample);
    const { heap, nodes, main } = sample;
    const mains = `main process ${main.toFixed(1)} MB`;
    tell(`Minute ${minute}`, `heap ${heap.toFixed(2)} MB`, `${nodes} nodes`, mains);
    if (minute < MINUTES) await page.waitForTimeout(Math.max(0, due - Date.now()));
  }
  for (const figure of ['heap', 'main'] as const) {
    const { slope, growth, isSteady } = trend(samples, figure);
    const verdict = isSteady ? 'steady' : 'growing';
    const share = `${(100 * growth).toFixed(1)} % after the first third`;
    tell(figure, `${slope.toFixed(3)} MB a minute`, share, verdict);
  }
  expect(crowd.lost).toEqual([]);
  crowd.close();
});
