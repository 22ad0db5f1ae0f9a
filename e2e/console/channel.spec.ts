import { expect, type Page } from '@playwright/test';
import { Op } from '../../src/contract/ops.ts';
import { ALPHA, cleanInAll, gatewayUrl, row, show } from './in-window.ts';
import { test, type OpenConsole } from './open-console.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { TalkingRadio } from './talking-radio.ts';

const BRAVO = { channel_id: 'bravo', channel_name: 'Bravo' };
const SECRET = 'a secret for tests alone';

type Opened = OpenConsole & { readonly talker: TalkingRadio; readonly listener: TalkingRadio };

/** Two radios in Alpha, and its page open. */
async function inAlpha(openConsole: () => Promise<OpenConsole>): Promise<Opened> {
  const console_ = await openConsole();
  const url = await gatewayUrl(console_.page);
  const [talker, listener] = [
    await TalkingRadio.login(url, 'talker-1', SECRET),
    await TalkingRadio.login(url, 'listener-1', SECRET),
  ];
  await talker.join('alpha', 1001);
  await listener.join('alpha', 1002);
  return { ...console_, talker, listener };
}

const settings = { channels: [ALPHA, BRAVO] };
const env = { LIVECHAT_SECRET: SECRET };

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('a card opens into its channel: talkers, members, chat, events, and back', async ({
  openConsole,
}) => {
  // Axe looks eight times.
  test.slow();
  const { page, talker, listener } = await inAlpha(() => openConsole({ settings, env }));
  const card = page.getByRole('article', { name: 'Alpha' });
  // Anywhere on the card but its buttons.
  await card.getByText('No earlier talk').click();
  await expect(title(page, 'Alpha')).toBeFocused();
  await expect(page.locator('.channel-head')).toContainText('2 of 100 members');
  await expect(page.locator('.channel-head')).toContainText('Open: anybody may talk');
  const members = page.getByRole('region', { name: 'Members' });
  await expect(members.getByRole('rowheader')).toHaveCount(2);

  talker.talk();
  await expect(page.getByRole('list', { name: 'Talking' })).toContainText(/talker-1.*0:0\d/);
  await expect(row(page, 'talker-1')).toContainText('Talking');
  const chart = page.getByRole('img', { name: /packets in and out per second, 5 minutes: Alpha/ });
  await expect(chart.locator('path').first()).toHaveAttribute('d', /^M.+L/);
  await page.locator('.span-choice').getByText('1 hour').click();
  await expect(
    page.getByRole('img', { name: /packets in and out per second, 1 hour/ }),
  ).toBeVisible();

  await listener.client.send('alpha', 'Gate 4 is open.');
  await expect(page.getByRole('log')).toContainText('Gate 4 is open.');
  await page.getByRole('textbox', { name: 'Message to Alpha' }).fill('Copy.');
  await page.getByRole('textbox', { name: 'Message to Alpha' }).press('Enter');
  await expect(page.getByRole('log')).toContainText('Copy.');
  await cleanInAll(page);

  await talker.close();
  await expect(members.getByRole('rowheader')).toHaveCount(1);
  // Who talked last stands in the journal.
  await expect(page.locator('.last-talk')).toContainText(/Last.*talker-1.*\d:\d\d/);
  await page.getByRole('tab', { name: 'Events' }).click();
  const events = page.getByRole('region', { name: 'Events' });
  await expect(events).toContainText(/talker-1 talked for .* in alpha/);
  await expect(events).toContainText(/Media of talker-1 in alpha comes from 127\.0\.0\.1:\d+/);
  await cleanInAll(page);
  await page.getByRole('button', { name: 'All channels' }).click();
  await expect(title(page, 'Net')).toBeVisible();
  await expect(card.locator('.last-talk')).toContainText('talker-1');
  await expect(page.getByRole('button', { name: 'Open channel Alpha' })).toBeFocused();
  await listener.close();
});

test('from a channel and from a story one goes to their events, by a button and by a key', async ({
  openConsole,
}) => {
  const { page, talker, listener } = await inAlpha(() => openConsole({ settings, env }));
  await talker.join('bravo', 1003);
  const only = page.getByRole('combobox', { name: 'Channel' });
  const whose = page.getByRole('combobox', { name: 'Radio' });
  const rows = page.getByRole('table', { name: 'Events' }).getByRole('row');
  const open = page.getByRole('button', { name: 'Open channel Alpha' });
  await open.press('Enter');
  await expect(title(page, 'Alpha')).toBeFocused();
  await page.keyboard.press('e');
  await expect(title(page, 'Events')).toBeVisible();
  await expect(only).toHaveValue('alpha');
  await expect(rows.filter({ hasText: 'joined alpha' })).toHaveCount(2);
  await expect(rows.filter({ hasText: 'joined bravo' })).toHaveCount(0);
  await cleanInAll(page);
  await page.getByRole('button', { name: 'Show all events' }).press('Enter');
  await expect(rows.filter({ hasText: 'joined bravo' })).toHaveCount(1);
  await expect(only).toHaveValue('');

  // The channel is still open in Net, and its button does the same as the key.
  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Show in Events' }).click();
  await expect(only).toHaveValue('alpha');

  await page.keyboard.press('2');
  await page.getByRole('button', { name: /^talker-1/ }).press('Enter');
  const story = page.getByRole('complementary', { name: 'talker-1' });
  await expect(story.getByRole('region', { name: 'Events' })).toContainText('joined bravo');
  await page.keyboard.press('e');
  await expect(whose).toHaveValue('talker-1');
  await expect(only).toHaveValue('');
  await expect(rows.filter({ hasText: 'joined bravo' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'listener-1' })).toHaveCount(0);
  await page.keyboard.press('2');
  await story.getByRole('button', { name: 'Show in Events' }).click();
  await expect(whose).toHaveValue('talker-1');
  // Asked for by its own key, Events shows everything.
  await page.keyboard.press('1');
  await page.keyboard.press('8');
  await expect(whose).toHaveValue('');
  await talker.close();
  await listener.close();
});

test('members are muted and kicked from the channel', async ({ openConsole }) => {
  const { page, talker, listener } = await inAlpha(() => openConsole({ settings, env }));
  await page.getByRole('button', { name: 'Open channel Alpha' }).click();
  await page.getByLabel('Select talker-1').check();
  const bar = page.getByRole('group', { name: 'Selected radios' });
  await bar.getByRole('button', { name: 'Mute' }).click();
  await expect(row(page, 'talker-1')).toContainText('Muted');
  await page.getByRole('button', { name: /^listener-1/ }).click();
  const story = page.getByRole('complementary', { name: 'listener-1' });
  await story.getByRole('button', { name: 'Kick…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Kick listener-1?' });
  await dialog.getByRole('button', { name: 'Kick listener-1' }).click();
  expect(await listener.client.closed).toMatchObject({ code: 4010 });
  await expect(row(page, 'listener-1')).toHaveCount(0);
  await talker.close();
  await listener.close();
});

test('a channel that is renamed or deleted while it is open says so, and comes back', async ({
  openConsole,
}) => {
  const console_ = await openConsole({ settings: { channels: [] }, env });
  const { page } = console_;
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', SECRET);
  const make = () => radio.ask(Op.CHANNEL_CREATE, { channel_id: 'golf', channel_name: 'Golf' });
  await make();
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'golf', ssrc: 1 });
  await radio.ask(Op.MESSAGE_CREATE, { channel_id: 'golf', content: 'Before the end' });
  await page.getByRole('button', { name: 'Open channel Golf' }).click();
  await page.getByRole('button', { name: 'Rename…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('구조 1');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(title(page, '구조 1')).toBeVisible();

  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete channel' }).click();
  await expect(page.getByText('This channel has been deleted.')).toBeVisible();
  await expect(title(page, '구조 1')).toBeVisible();
  await expect(page.getByRole('log')).toContainText('Before the end');
  await expect(page.getByRole('textbox', { name: /Message to/ })).toHaveCount(0);
  await cleanInAll(page);

  await make();
  await expect(title(page, 'Golf')).toBeVisible();
  await expect(page.getByText('This channel has been deleted.')).toHaveCount(0);
  await radio.close();
});

test('from the keyboard alone: palette, tabs, story, and step by step back', async ({
  openConsole,
}) => {
  const { page, talker, listener } = await inAlpha(() => openConsole({ settings, env }));
  await page.keyboard.press('5');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('open channel bra');
  await page.keyboard.press('Enter');
  await expect(title(page, 'Bravo')).toBeFocused();
  await expect(page.getByText('No radio has joined yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  const bravo = page.getByRole('button', { name: 'Open channel Bravo' });
  await expect(bravo).toBeFocused();
  // Another view and back: Net is as it was left.
  await page.getByRole('button', { name: 'Open channel Alpha' }).focus();
  await page.keyboard.press('Enter');
  await expect(title(page, 'Alpha')).toBeFocused();
  await page.keyboard.press('2');
  await page.keyboard.press('1');
  await expect(title(page, 'Alpha')).toBeVisible();

  await page.getByRole('tab', { name: 'Messages' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: 'Events' })).toBeVisible();
  const name = page.getByRole('button', { name: /^talker-1/ });
  await name.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'talker-1' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
  await page.getByLabel('Select talker-1').focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('group', { name: 'Selected radios' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Selected radios' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(title(page, 'Net')).toBeVisible();
  await talker.close();
  await listener.close();
});

test('who talked last, the traffic and the addresses survive a restart', async ({
  openConsole,
}) => {
  const first = await inAlpha(() => openConsole({ settings, env }));
  first.talker.talk();
  await expect(first.page.getByTestId('count-talkers')).toHaveText('1');
  // So many that a sparkline of five minutes shows them.
  await expect(first.page.getByTestId('count-packets-in')).toHaveText(/^[1-9]\d/);
  await first.talker.close();
  const { dataDir } = first;
  await expect(first.page.locator('.last-talk').first()).toContainText('talker-1');
  await first.listener.close();
  await expect(first.page.getByTestId('count-radios')).toHaveText('0');
  await first.app.close();

  const { page } = await openConsole({ dataDir, env });
  const card = page.getByRole('article', { name: 'Alpha' });
  await expect(card.locator('.last-talk')).toContainText('talker-1');
  await page.getByRole('button', { name: 'Open channel Alpha' }).click();
  await page.locator('.span-choice').getByText('1 hour').click();
  const chart = page.getByRole('img', { name: /1 hour: Alpha/ });
  const line = chart.locator('.recharts-line path').first();
  const grid = chart.locator('.recharts-cartesian-grid-horizontal line');
  const lowest = (ys: readonly (string | null | undefined)[]): number =>
    Math.max(...ys.map((y) => Number(y ?? NaN)));
  const bottom = lowest(await grid.evaluateAll((all) => all.map((at) => at.getAttribute('y1'))));
  // Something was relayed in that minute: it is above the bottom.
  await expect
    .poll(async () => /,([\d.]+)/.exec((await line.getAttribute('d')) ?? '')?.[1])
    .toBeDefined();
  const path = (await line.getAttribute('d')) ?? '';
  const highest = Math.min(...[...path.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y)));
  expect(highest).toBeLessThan(bottom);

  const radio = await RawRadio.login(await gatewayUrl(page), 'talker-1', SECRET);
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^talker-1/ }).click();
  const places = page.getByRole('list', { name: 'Where it has been' });
  // The log-in now, and the log-in and the media address of before.
  await expect(places.getByRole('listitem')).toHaveText([
    /^WebSocket127\.0\.0\.1:\d+since .*Logged in/,
    /^UDP127\.0\.0\.1:\d+since .*Alpha · Proved by STUN/,
    /^WebSocket127\.0\.0\.1:\d+since .*Logged in/,
  ]);
  await radio.close();
});
