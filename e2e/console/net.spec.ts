import { expect, type Page } from '@playwright/test';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { join, resumable, resume } from '../net/resumable.ts';
import { ALPHA, cleanInAll, gatewayUrl, mintInWindow, row, show } from './in-window.ts';
import { test, type OpenConsole } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

async function radioIn(
  { page }: OpenConsole,
  user: string,
  ssrc: number,
): Promise<{ radio: TalkingRadio; token: string }> {
  const token = await mintInWindow(page, user);
  const radio = await TalkingRadio.login(await gatewayUrl(page), user, token);
  await radio.join('alpha', ssrc);
  return { radio, token };
}

function cellIndex(cell: Element): number {
  return (cell as HTMLTableCellElement).cellIndex;
}

/** A figure of the Traffic view. */
async function total(page: Page, id: string): Promise<number> {
  return Number((await page.getByTestId(`total-${id}`).innerText()).replace(/\D/g, ''));
}

test('a radio joins and talks, and every view shows it', async ({ openConsole }) => {
  const console_ = await openConsole({ settings: { channels: [ALPHA] } });
  const { page } = console_;
  const { radio: talker } = await radioIn(console_, 'talker-1', 1001);
  const { radio: listener } = await radioIn(console_, 'listener-1', 1002);
  await show(page, 'Net');
  const card = page.getByRole('article', { name: 'Alpha' });
  await expect(card.getByRole('list', { name: 'Members of Alpha' })).toContainText('talker-1');
  await expect(card.getByRole('list', { name: 'Members of Alpha' })).toContainText('listener-1');
  await expect(card).toContainText('Nobody is talking');

  talker.talk();
  await expect(card.getByRole('list', { name: 'Talking' })).toContainText('talker-1');
  await expect(page.getByTestId('count-talkers')).toHaveText('1');
  await expect(page.getByTestId('count-radios')).toHaveText('2');

  await show(page, 'Radios');
  await expect(row(page, 'talker-1')).toContainText('Alive');
  await expect(row(page, 'talker-1')).toContainText('1001');
  await show(page, 'Media');
  const out = await page.getByRole('columnheader', { name: 'Out' }).evaluate(cellIndex);
  await expect(row(page, 'listener-1').locator('th, td').nth(out)).toHaveText(/^[1-9]/);

  await show(page, 'Traffic');
  await expect.poll(() => total(page, 'packets-out')).toBeGreaterThan(0);
  const before = await total(page, 'packets-out');
  await expect.poll(() => total(page, 'packets-out')).toBeGreaterThan(before);
  const line = page.getByRole('img', { name: /packets in and out/ }).locator('path');
  const drawn = await line.first().getAttribute('d');
  await expect.poll(() => line.first().getAttribute('d')).not.toBe(drawn);

  await talker.close();
  await show(page, 'Radios');
  await expect(row(page, 'talker-1')).toHaveCount(0);
  await listener.close();
});

test('a token minted in the window logs a radio in; revoked, it is refused', async ({
  openConsole,
}) => {
  const console_ = await openConsole({ settings: { channels: [ALPHA] } });
  const { page } = console_;
  const { radio, token } = await radioIn(console_, 'radio-1', 1001);
  await show(page, 'Tokens');
  await expect(row(page, 'radio-1')).toContainText('Valid');
  await page.getByRole('button', { name: 'Revoke the token of radio-1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click();
  expect(await radio.client.closed).toMatchObject({ code: 4012 });
  await expect(row(page, 'radio-1')).toContainText('Revoked');
  const again = await RawRadio.connect(await gatewayUrl(page));
  const [answer] = await again.ask(Op.IDENTIFY, { user_id: 'radio-1', token });
  expect(answer).toMatchObject({ op: Op.ERROR, d: { code: 1001 } });
  await again.close();
  await radio.close();
});

test('a minted token can be copied', async ({ openConsole }) => {
  const { app, page } = await openConsole();
  await show(page, 'Tokens');
  await page.getByRole('button', { name: 'Mint a token' }).click();
  await page.getByLabel('User id').fill('radio-1');
  await page.getByRole('button', { name: 'Mint token' }).click();
  const token = await page.getByRole('textbox', { name: 'Token' }).inputValue();
  await page.getByRole('button', { name: 'Copy token' }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(token);
});

test('a kicked radio gets 4010 and is gone from all three hubs', async ({ openConsole }) => {
  const console_ = await openConsole({ settings: { channels: [ALPHA] } });
  const { page } = console_;
  const { radio } = await radioIn(console_, 'radio-1', 1001);
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^radio-1/ }).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Kick…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Kick radio-1?' });
  await dialog.getByRole('button', { name: 'Kick radio-1' }).click();
  expect(await radio.client.closed).toMatchObject({ code: 4010 });
  await expect(row(page, 'radio-1')).toHaveCount(0);
  await show(page, 'Media');
  await expect(page.getByText('No radio has joined a channel')).toBeVisible();
  await show(page, 'Net');
  await expect(page.getByRole('article', { name: 'Alpha' })).toContainText('No radio has joined');
  await radio.close();
});

test('a radio that falls silent goes alive, suspect, zombie, gone', async ({ openConsole }) => {
  const { page } = await openConsole({
    settings: {
      heartbeat_interval_ms: 1_000,
      suspect_after_ms: 2_000,
      zombie_after_ms: 4_000,
      // Long enough for the window to be looked at in each state.
      reaper_interval_ms: 2_000,
    },
  });
  const token = await mintInWindow(page, 'silent');
  await show(page, 'Radios');
  const radio = await RawRadio.login(await gatewayUrl(page), 'silent', token);
  await expect(row(page, 'silent')).toContainText('Alive');
  await row(page, 'silent').filter({ hasText: 'Suspect' }).waitFor();
  await row(page, 'silent').filter({ hasText: 'Zombie' }).waitFor();
  await expect(row(page, 'silent')).toHaveCount(0);
  expect(await radio.closed).toMatchObject({ code: 4009 });
});

test('a radio whose connection is lost is shown until it comes back, or is kicked', async ({
  openConsole,
}) => {
  const { page } = await openConsole({ settings: { channels: [ALPHA] } });
  const token = await mintInWindow(page, 'radio-7');
  const url = await gatewayUrl(page);
  const { radio, claim } = await resumable(url, 'radio-7', token);
  await join(radio, 1);
  await show(page, 'Radios');
  radio.socket.terminate();
  await expect(row(page, 'radio-7')).toContainText(/Lost.*until \d\d:\d\d:\d\d/);
  for (const language of [/한국어/, /English/]) {
    // Until when it may come back is read in a hurry: none of it is cut off.
    const spare = await page.locator('td .mark__until').evaluate((until) => {
      const text = document.createRange();
      text.selectNodeContents(until);
      const cell = until.closest('td') ?? until;
      const padding = parseFloat(getComputedStyle(cell).paddingRight);
      const edge = cell.getBoundingClientRect().right - padding;
      return edge - text.getBoundingClientRect().right;
    });
    // More than a scroll bar takes from the column.
    expect(spare).toBeGreaterThan(5);
    await page.getByRole('button', { name: language }).click();
  }
  await show(page, 'Net');
  await expect(page.getByRole('article', { name: 'Alpha' })).toContainText('Lost');
  const back = await resume(url, claim);
  await expect(page.getByRole('article', { name: 'Alpha' })).toContainText('Alive');
  back.radio.socket.terminate();
  await show(page, 'Radios');
  await row(page, 'radio-7').filter({ hasText: 'Lost' }).waitFor();
  await page.getByRole('button', { name: /^radio-7/ }).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Kick…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Kick radio-7?' });
  await dialog.getByRole('button', { name: 'Kick radio-7' }).click();
  await expect(row(page, 'radio-7')).toHaveCount(0);
});

test('channels are created, renamed and deleted from the window', async ({ openConsole }) => {
  const console_ = await openConsole();
  const { page } = console_;
  await page.getByRole('button', { name: 'New channel' }).first().click();
  const creating = page.getByRole('dialog', { name: 'New channel' });
  await creating.getByLabel('Name').fill('Alpha');
  await creating.getByLabel('Channel id').fill('alpha');
  await creating.getByRole('button', { name: 'Create channel' }).click();
  const token = await mintInWindow(page, 'radio-1');
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', token);
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 1 });

  await show(page, 'Net');
  await page.getByRole('button', { name: 'Rename channel Alpha' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('구조 1');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('article', { name: '구조 1' })).toBeVisible();
  expect(await radio.next()).toMatchObject({ op: Op.CHANNEL_EVENT, d: { event: 'update' } });

  await page.getByRole('button', { name: 'Delete channel 구조 1' }).click();
  await expect(page.getByRole('dialog')).toContainText('1 member will be put out');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete channel' }).click();
  expect(await radio.next()).toMatchObject({ op: Op.CHANNEL_EVENT, d: { event: 'delete' } });
  await expect(page.getByRole('article')).toHaveCount(0);
  await radio.close();
});

test('a channel for encrypted media alone refuses a radio that speaks plain RTP', async ({
  openConsole,
}) => {
  const { page } = await openConsole();
  await page.getByRole('button', { name: 'New channel' }).first().click();
  const creating = page.getByRole('dialog', { name: 'New channel' });
  await creating.getByLabel('Name').fill('Quiet');
  await creating.getByLabel('Channel id').fill('quiet');
  await creating.getByLabel('Encrypted media only').check();
  await creating.getByRole('button', { name: 'Create channel' }).click();
  await expect(page.getByRole('article', { name: 'Quiet' })).toContainText('Encrypted media only');
  const token = await mintInWindow(page, 'radio-1');
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', token);
  const [answer] = await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'quiet', ssrc: 1 });
  expect(answer).toMatchObject({ op: Op.ERROR, d: { code: 2002 } });
  await radio.close();
});

test('an id that exists is refused beside its field, and nothing is lost', async ({
  openConsole,
}) => {
  const { page } = await openConsole({ settings: { channels: [ALPHA] } });
  await page.getByRole('button', { name: 'New channel' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New channel' });
  await dialog.getByLabel('Name').fill('Another');
  await dialog.getByLabel('Channel id').fill('alpha');
  await dialog.getByRole('button', { name: 'Create channel' }).click();
  await expect(dialog).toContainText('There is already a channel with this id.');
  await expect(dialog.getByLabel('Name')).toHaveValue('Another');
  await dialog.getByLabel('Channel id').fill('bravo');
  await dialog.getByRole('button', { name: 'Create channel' }).click();
  await expect(page.getByRole('article', { name: 'Another' })).toBeVisible();
});

test('channels are sorted and narrowed, and the order is kept', async ({ openConsole }) => {
  const bravo = { channel_id: 'bravo', channel_name: 'Bravo' };
  const charlie = { channel_id: 'charlie', channel_name: 'Charlie' };
  const console_ = await openConsole({ settings: { channels: [charlie, bravo, ALPHA] } });
  const { page } = console_;
  const token = await mintInWindow(page, 'talker-1');
  const radio = await TalkingRadio.login(await gatewayUrl(page), 'talker-1', token);
  await radio.join('charlie', 1001);
  await show(page, 'Net');
  const cards = page.getByRole('article');
  const names = (...wanted: string[]) =>
    expect(cards.getByRole('heading', { level: 2 })).toHaveText(wanted);
  await names('Alpha', 'Bravo', 'Charlie');
  await page.getByRole('combobox', { name: 'Sort by' }).click();
  await page.getByRole('option', { name: 'Most members' }).click();
  await names('Charlie', 'Alpha', 'Bravo');
  await page.reload();
  await names('Charlie', 'Alpha', 'Bravo');

  await page.getByRole('searchbox', { name: 'Search channels' }).fill('talker');
  await names('Charlie');
  await expect(page.getByText('1 of 3 channels')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search channels' }).fill('');
  await page.getByRole('button', { name: /^Talking 0/ }).click();
  await expect(page.getByText('No channel fits')).toBeVisible();
  await cleanInAll(page);
  radio.talk();
  await names('Charlie');
  const spark = cards.getByRole('img', { name: 'Packets in over the last five minutes' });
  const flat = /^M0 25\.0(V25\.0H[\d.]+)+$/;
  await expect(spark.locator('path')).not.toHaveAttribute('d', flat);
  await radio.close();
  await page.getByRole('button', { name: 'Show all channels' }).click();
  await expect(cards).toHaveCount(3);
  await page.getByRole('button', { name: /^With zombies 0/ }).click();
  await expect(page.getByText('No channel fits')).toBeVisible();
});

test('no card moves away while somebody is about to click it', async ({ openConsole }) => {
  const bravo = { channel_id: 'bravo', channel_name: 'Bravo' };
  const { page } = await openConsole({ settings: { channels: [ALPHA, bravo] } });
  const token = await mintInWindow(page, 'radio-1');
  await show(page, 'Net');
  await page.getByRole('combobox', { name: 'Sort by' }).click();
  await page.getByRole('option', { name: 'Most members' }).click();
  const cards = page.getByRole('article');
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', token);
  // The pointer is on its way to a button of Alpha, over and over.
  let steps = 0;
  const whileMoving = async (): Promise<(string | null)[]> => {
    await page.getByRole('button', { name: 'Rename channel Alpha' }).hover({
      position: { x: 10 + ((steps += 1) % 10), y: 10 },
    });
    return cards.evaluateAll((all) =>
      all.map((card) => /\d of (?=100)/.exec(card.textContent)?.[0] ?? null),
    );
  };
  // It was so before the order would change, and does not rest between two looks.
  expect(await whileMoving()).toEqual(['0 of ', '0 of ']);
  radio.send(Op.CHANNEL_JOIN, { channel_id: 'bravo', ssrc: 1 });
  await expect.poll(whileMoving, { intervals: [100] }).toEqual(['0 of ', '1 of ']);
  for (let looks = 0; looks < 10; looks += 1)
    expect(await whileMoving()).toEqual(['0 of ', '1 of ']);
  await page.mouse.move(0, 0);
  await expect(cards.getByRole('heading', { level: 2 })).toHaveText(['Bravo', 'Alpha']);
  await radio.close();
});
