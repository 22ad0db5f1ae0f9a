import { expect, type Page } from '@playwright/test';
import { loseDeltas, pretendLoad } from './deltas.ts';
import { talkWithLoss } from './lossy-talker.ts';
import { ALPHA, clean, cleanInAll } from './in-window.ts';
import { test, type OpenConsole } from './open-console.ts';

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };
const TALKER = { user: 'ann', token: SECRET, channel: 'alpha', ssrc: 7, every: 5 } as const;

async function resize({ app }: OpenConsole, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size),
    [width, height] as const,
  );
}

/** The longest that the figures of a large net get, and the longest address of a LAN. */
const LONGEST = {
  'gateway-address': 'wss://192.168.100.200:8443/ws',
  'count-radios': '1,000',
  'count-suspects': '▲ 100',
  'count-zombies': '▲ 100',
  'count-talkers': '▲ 100',
  'count-packets-in': '12,500',
  'count-packets-out': '125,000',
  'count-loss': '<0.1%',
  'count-load': '▲ 100%',
};

/** What of the strip would not fit into its place if everything in it were as long as it gets. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate((longest) => {
    const restore = Object.entries(longest).map(([id, text]) => {
      const place = document.querySelector(`[data-testid=${id}]`);
      const before = [...(place?.childNodes ?? [])];
      place?.replaceChildren(text);
      return () => place?.replaceChildren(...before);
    });
    const cut = [...document.querySelectorAll('.strip, .strip *')].flatMap((element) => {
      const { scrollWidth, clientWidth, textContent } = element;
      // What is for ears alone is cut on purpose.
      const isCut = clientWidth > 1 && scrollWidth > clientWidth;
      return isCut ? [`${element.getAttribute('class')}: ${textContent}`] : [];
    });
    for (const back of restore) back();
    return cut;
  }, LONGEST);
}

test('the strip has the loss of who talks and the load of the relay, and all of it fits', async ({
  openConsole,
}) => {
  const console_ = await openConsole(options);
  const { page } = console_;
  const [loss, load] = [page.getByTestId('count-loss'), page.getByTestId('count-load')];
  await expect(loss).toHaveText('–Nobody is talking');
  await expect(load).toHaveText(/^\d+%$/);
  const leave = await talkWithLoss(page, TALKER);
  // One in five; how many of them lie within the last seconds is another matter each second.
  await expect(loss).toHaveText(/^(1[89]|2[012])%$/);
  await expect(load).toHaveText(/^\d+%$/);

  for (const change of [/한국어/, /English/]) {
    for (const [width, height] of [
      [960, 600],
      [1200, 800],
      [1280, 800],
      [1680, 1050],
      [1920, 1080],
    ] as const) {
      await resize(console_, width, height);
      // Some screens grant a pixel less than they were asked for.
      await expect.poll(() => page.evaluate(() => innerWidth)).toBeCloseTo(width, -1);
      await expect.poll(() => cutOff(page), { message: `${width}` }).toEqual([]);
    }
    await page.getByRole('button', { name: change }).click();
    await page.mouse.move(0, 0);
  }
  await resize(console_, 960, 600);
  const port = await page.getByTestId('udp-port').textContent();
  await expect(page.getByTestId('udp-port')).toBeHidden();
  await page.getByRole('button', { name: 'All addresses and join code' }).click();
  await expect(page.getByTestId('join-udp-port')).toHaveText(port ?? '');
  await page.keyboard.press('Escape');

  await leave();
  await expect(loss).toHaveText('–Nobody is talking');
});

test('a high load is said to be one, and one that loses packets is the alarm that it is', async ({
  openConsole,
}) => {
  const { app, page } = await openConsole(options);
  const load = page.locator('.count--load');
  await expect(load).toHaveText(/^Relay load\d+%$/);
  await pretendLoad(app, 0.83);
  await expect(load).toHaveText('High load83%');
  await clean(page);
  await pretendLoad(app, 1, 40);
  await expect(load).toHaveText('Overload100%');
  await expect(page.getByTestId('alarms')).toHaveAccessibleName(/Critical/);
  await cleanInAll(page);
  await pretendLoad(app, null);
  await expect(load).toHaveText('Overload–Not known: nothing was measured');
});

test('figures that the net does not renew are said to be out of date', async ({ openConsole }) => {
  const { app, page } = await openConsole(options);
  await expect(page.getByTestId('count-load')).toHaveText(/^\d+%$/);
  const note = page.getByRole('alert', { name: 'These figures are out of date.' });
  await expect(note).toHaveCount(0);
  const sendAgain = await loseDeltas(app);
  await expect(note).toContainText(/nothing since \d\d:\d\d:\d\d/);
  await expect(page.getByLabel('Figures, out of date')).toBeVisible();
  await cleanInAll(page);
  await sendAgain();
  await expect(note).toHaveCount(0);
  await expect(page.getByLabel('Figures', { exact: true })).toBeVisible();
});
