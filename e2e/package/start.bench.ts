import { expect, test, type Page } from '@playwright/test';
import { driveApp, giveSettings } from './driven-app.ts';
import { addOrdinaryUser, removeOrdinaryUser, type OrdinaryUser } from './ordinary-user.ts';
import { packageFile, sh } from './packages.ts';

/** From the launch of the installed app to the net on the air, and to the first painted window. */

const RUNS = 10;
const GOALS = { on_the_air: 1_000, painted: 2_000 };
type Run = Readonly<Record<keyof typeof GOALS, number>>;

let user: OrdinaryUser;

test.beforeAll(() => {
  user = addOrdinaryUser();
  sh('apt-get', 'install', '--yes', '--no-install-recommends', packageFile('deb'));
});

test.afterAll(() => {
  sh('apt-get', 'purge', '--yes', 'mini-livechat');
  removeOrdinaryUser();
});

test('how long the installed app takes to start', async () => {
  giveSettings(user, {});
  const runs: Run[] = [];
  await launch(); // reads everything from disk once, and makes the keys
  for (let run = 0; run < RUNS; run++) runs.push(await launch());
  const lines = Object.entries(GOALS).map(([name, goal]) => {
    const times = runs.map((run) => run[name as keyof Run]).sort((a, b) => a - b);
    const [least, most] = [times[0] ?? 0, times.at(-1) ?? 0];
    const median = ((times[RUNS / 2 - 1] ?? 0) + (times[RUNS / 2] ?? 0)) / 2;
    const verdict = median <= goal ? 'ok' : 'missed';
    const figures = [median, least, most].map((ms) => (ms / 1_000).toFixed(2));
    return `${name.padEnd(12)} ${figures[0]} s (${figures[1]} to ${figures[2]}), goal ${goal / 1_000} s: ${verdict}`;
  });
  process.stdout.write(`\n${RUNS} launches, medians:\n${lines.join('\n')}\n`);
});

async function launch(): Promise<Run> {
  const began = Date.now();
  let onTheAir = 0;
  const { program, browser, page } = await driveApp(user, '/usr/bin/mini-livechat', (said) => {
    if (onTheAir === 0 && said.includes('the net is on the air')) onTheAir = Date.now();
  });
  await expect.poll(() => onTheAir).toBeGreaterThan(0);
  const painted = await expect
    .poll(() => firstPaint(page))
    .toBeGreaterThan(0)
    .then(() => firstPaint(page));
  await browser.close();
  await program.stop();
  return { on_the_air: onTheAir - began, painted: painted - began };
}

/** When the page's first words and pictures were on the screen, as a time of the clock; or 0. */
function firstPaint(page: Page): Promise<number> {
  return page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return paint ? performance.timeOrigin + paint.startTime : 0;
  });
}
