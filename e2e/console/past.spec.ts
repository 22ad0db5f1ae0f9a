import { expect, type Locator, type Page } from '@playwright/test';
import { createSocket } from 'node:dgram';
import { Op } from '../../src/contract/ops.ts';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { ALPHA, gatewayUrl, show } from './in-window.ts';
import { writeHour } from './earlier-hour.ts';
import { answerQuestions, QUIT, test, type OpenConsole } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

/** What the console shows of the past, after a restart of the app on the same data folder. */

const SECRET = 'a secret for tests alone';
const env = { LIVECHAT_SECRET: SECRET };
/** When the net was down, in minutes before this one. */
const DOWN = { downFrom: 40, downTo: 20 };
const settings = { channels: [ALPHA, { channel_id: 'bravo', channel_name: 'Bravo' }] };

async function udpPort(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const { net } = await livechat.snapshot();
    return net.state === 'on_air' ? net.addresses.udp_port : 0;
  });
}

/** A datagram of an SSRC that no radio has. */
async function stray(port: number): Promise<void> {
  const socket = createSocket('udp4');
  const packet = Buffer.from([0x80, 111, 0, 1, 0, 0, 0, 1, 0, 0, 9, 9, 1, 2, 3]);
  await new Promise((sent) => socket.send(packet, port, '127.0.0.1', sent));
  socket.close();
}

async function figure(page: Page, id: string): Promise<number> {
  return Number((await page.getByTestId(id).innerText()).replace(/\D/g, ''));
}

/** A night: somebody talks and is lost while talking, somebody writes, and something strays in. */
async function live({ page }: OpenConsole): Promise<void> {
  const url = await gatewayUrl(page);
  const ann = await TalkingRadio.login(url, 'ann', SECRET);
  await ann.join('alpha', 1001);
  ann.talk();
  const bob = await RawRadio.login(url, 'bob', SECRET);
  await bob.ask(Op.CHANNEL_JOIN, { channel_id: 'bravo', ssrc: 2 });
  await bob.ask(Op.MESSAGE_CREATE, { channel_id: 'bravo', content: 'Gate 4 is open' });
  await bob.ask(Op.MESSAGE_CREATE, { channel_id: 'bravo', content: 'Copy?' });
  const port = await udpPort(page);
  for (let count = 0; count < 30; count += 1) await stray(port);
  await show(page, 'Traffic');
  await expect.poll(() => figure(page, 'total-packets-in')).toBeGreaterThan(100);
  await expect(page.getByRole('row', { name: /Unknown SSRC/ })).toContainText('30');
  await ann.close();
  await bob.close();
  for (let count = 0; count < 6; count += 1) {
    await RawRadio.connect(url).then(async (radio) => {
      await radio.ask(Op.IDENTIFY, { user_id: 'eve', token: 'wrong' });
      await radio.close();
    });
  }
  await expect(page.getByTestId('alarms')).toContainText('Warning');
}

/** The parts of a line between its gaps. */
async function parts(chart: Locator): Promise<string[]> {
  const d = await chart.locator('path.recharts-curve').first().getAttribute('d');
  return (d ?? '').split('M').filter((part) => part.includes('L'));
}

/** Where a chart of an hour has its first gap, as minutes from one end of it to the other. */
async function firstGap(chart: Locator): Promise<number> {
  const [before = '', after = ''] = await parts(chart);
  const points = (part: string) => part.split('L').map((point) => Number.parseFloat(point));
  const [first = NaN, second = NaN] = points(before);
  const [from = NaN, to = NaN] = [points(before).at(-1), points(after)[0]];
  const minute = second - first;
  return Math.round((to - from) / minute);
}

const summary = (page: Page, text: string) => page.locator('.view-head').getByText(text);

test('after a restart every view shows what was before it', async ({ openConsole }) => {
  test.slow();
  const first = await openConsole({ settings, env });
  await live(first);
  await answerQuestions(first.app, QUIT);
  await first.app.close();
  // An hour in which the net was down for a while, which no test can wait for.
  writeHour(first.dataDir, { user: 'ann', channel: 'alpha', ...DOWN });

  const { page } = await openConsole({ dataDir: first.dataDir, env });
  await show(page, 'Net');
  const card = page.getByRole('article', { name: 'Alpha' });
  await expect(card.locator('.last-talk')).toContainText(/ann.*\d:\d\d/);
  // A sparkline that is not flat, of packets that came before this window was there.
  await expect(card.locator('.sparkline path')).toHaveAttribute('d', /[MV]\S* ?(1?\d)\.\dH/);

  const navigation = page.getByRole('navigation', { name: 'Views' });
  await expect(navigation).toContainText('2 unread messages');
  await show(page, 'Messages');
  const list = page.getByRole('navigation', { name: 'Channels with messages' });
  await list.getByRole('button', { name: /Bravo/ }).click();
  await expect(page.getByRole('log')).toContainText('New from here');
  await expect(page.getByRole('log').getByRole('article')).toHaveCount(2);

  await show(page, 'Traffic');
  const packets = page.getByRole('img', { name: /packets in and out per second/ });
  const drops = page.getByRole('img', { name: /dropped packets/ });
  // What was before the net went down, a gap, and what this window has seen, which goes on.
  await expect.poll(async () => (await parts(packets)).length).toBe(2);
  const [before, now] = await parts(packets);
  await expect.poll(async () => (await parts(packets))[1]).not.toBe(now);
  expect(await parts(packets)).toHaveLength(2);
  expect(before).toContain('L');
  await expect(drops.locator('path').first()).toHaveAttribute('d', /^M/);
  await page.locator('.span-choice').getByText('1 hour').click();
  await expect(summary(page, 'The last hour')).toBeVisible();
  await expect.poll(() => firstGap(packets)).toBe(DOWN.downFrom - DOWN.downTo + 1);

  await show(page, 'Media');
  await page.locator('.span-choice').getByText('1 hour').click();
  const media = page.getByRole('img', { name: /packets in and out per second, 1 hour: All/ });
  await expect.poll(() => firstGap(media)).toBe(DOWN.downFrom - DOWN.downTo + 1);

  await page.getByRole('button', { name: /alarm/ }).first().click();
  const alarms = page.getByRole('list', { name: 'Alarms' });
  await expect(alarms).toContainText('Several log-ins as eve were refused.');
  await page.getByRole('button', { name: 'Acknowledge all' }).click();
  await expect(page.getByRole('list', { name: 'Earlier' })).toContainText('eve');
  await page.keyboard.press('Escape');

  const ann = await TalkingRadio.login(await gatewayUrl(page), 'ann', SECRET);
  await ann.join('alpha', 1001);
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^ann/ }).click();
  const story = page.getByRole('complementary', { name: 'ann' });
  await story.locator('.span-choice').getByText('1 hour').click();
  const own = story.getByRole('img', { name: /packets in and out per second, 1 hour: ann/ });
  await expect.poll(() => firstGap(own)).toBe(DOWN.downFrom - DOWN.downTo + 1);
  // By WebSocket and UDP, then and now.
  await expect(story.getByRole('list', { name: 'Where it has been' }).locator('li')).toHaveCount(4);
  await expect(story.locator('.event-list')).toContainText(/ann talked for .* in alpha/);

  // One that is gone keeps its past.
  await ann.close();
  await expect(story).toContainText('This radio is no longer logged in.');
  await expect(story.locator('.event-list')).toContainText(/ann was logged in for/);
  await expect.poll(() => firstGap(own)).toBe(DOWN.downFrom - DOWN.downTo + 1);
});

test('a window that is loaded anew shows what the one before it did', async ({ openConsole }) => {
  const opened = await openConsole({ settings, env });
  const { page } = opened;
  await live(opened);
  await page.reload();
  await show(page, 'Traffic');
  const packets = page.getByRole('img', { name: /packets in and out per second/ });
  // It has the net’s own seconds, so there is no gap.
  await expect.poll(async () => (await parts(packets)).length).toBe(1);
  await show(page, 'Net');
  await expect(page.getByRole('article', { name: 'Alpha' }).locator('.last-talk')).toContainText(
    'ann',
  );
  await expect(page.getByRole('navigation', { name: 'Views' })).toContainText('2 unread messages');
  await expect(page.getByTestId('alarms')).toContainText('Warning');
});
