import { expect } from '@playwright/test';
import { ALPHA, cleanInAll, gatewayUrl, row, show } from './in-window.ts';
import { test, type OpenConsole } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

const SECRET = 'a secret for tests alone';
const TITLES = [
  ...['SSRC, Address', 'Talker', 'Talk time', 'In', 'Out', 'Loss', 'Jitter', 'Order'],
  ...['Drops by reason', 'Last packet'],
];

async function withRadios(openConsole: () => Promise<OpenConsole>) {
  const console_ = await openConsole();
  const url = await gatewayUrl(console_.page);
  const radios: TalkingRadio[] = [];
  for (const [index, user] of ['ann', 'bob', 'cho'].entries()) {
    const radio = await TalkingRadio.login(url, user, SECRET);
    await radio.join('alpha', 1001 + index);
    radios.push(radio);
  }
  await show(console_.page, 'Media');
  await expect(console_.page.getByRole('rowheader')).toHaveCount(3);
  const close = async (): Promise<void> => {
    for (const radio of radios) await radio.close();
  };
  return { ...console_, radios, close };
}

const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };

test('charts of all radios and of one, of minutes and of an hour', async ({ openConsole }) => {
  const { page, radios, close } = await withRadios(() => openConsole(options));
  radios[0]?.talk();
  const charts = page.getByRole('region', { name: 'Media over time' });
  const chart = (name: RegExp) => charts.getByRole('img', { name });
  await expect(chart(/packets in and out per second, 5 minutes: All radios/)).toBeVisible();
  await expect(chart(/packets that were lost/)).toBeVisible();
  await expect(chart(/jitter/)).toBeVisible();
  const drawn = chart(/packets in and out/)
    .locator('path')
    .first();
  await expect(drawn).toHaveAttribute('d', /^M.+L/);

  await page.getByRole('button', { name: /^1001/ }).click();
  await expect(charts.getByRole('heading', { name: 'SSRC 1001, ann' })).toBeVisible();
  await expect(chart(/5 minutes: SSRC 1001, ann/).first()).toBeVisible();
  await expect(drawn).toHaveAttribute('d', /^M.+L/);
  await charts.getByText('1 hour').click();
  await expect(chart(/packets in and out per second, 1 hour: SSRC 1001, ann/)).toBeVisible();
  await cleanInAll(page);

  // Of one that only listens there is nothing to be lost.
  await page.getByRole('button', { name: /^1002/ }).click();
  await expect(charts.getByText('Nothing came in this hour')).toHaveCount(2);
  await charts.getByText('5 minutes').click();
  await expect(charts.getByText('Nothing came in these 5 minutes')).toHaveCount(2);
  await cleanInAll(page);
  await charts.getByRole('button', { name: 'All radios' }).click();
  await expect(charts.getByRole('heading', { name: 'All radios' })).toBeVisible();
  await close();
});

test('the list is sorted by every column, and the choice is kept', async ({ openConsole }) => {
  const { page, radios, close } = await withRadios(() => openConsole(options));
  radios[2]?.talk();
  await expect(row(page, 'cho')).toContainText('Talking');
  const head = (name: string) => page.getByRole('columnheader', { name, exact: true });
  await expect(page.getByRole('columnheader')).toHaveText(TITLES);
  for (const title of TITLES) {
    await head(title).getByRole('button').click();
    await expect(head(title)).toHaveAttribute('aria-sort', /ascending|descending/);
  }
  await head('In').getByRole('button').click();
  await head('In').getByRole('button').click();
  await expect(head('In')).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('rowheader').first()).toContainText('1003');
  await page.reload();
  await expect(head('In')).toHaveAttribute('aria-sort', 'descending');
  await close();
});

test('a muted talker is marked, and why its packets are dropped is told', async ({
  openConsole,
}) => {
  const { page, radios, close } = await withRadios(() => openConsole(options));
  radios[1]?.talk();
  await expect(row(page, 'bob')).toContainText('Talking');
  await expect(row(page, 'bob')).toContainText('STUN');
  await show(page, 'Radios');
  await page.getByLabel('Select bob').check();
  await page.getByRole('group', { name: 'Selected radios' }).getByText('Mute').click();
  await show(page, 'Media');
  await expect(row(page, 'bob')).toContainText('Muted');
  await expect(row(page, 'bob')).toContainText(/[1-9]\d*Muted by an operator|[1-9]\d*Muted/);
  await close();
});
