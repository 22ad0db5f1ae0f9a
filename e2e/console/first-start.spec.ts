import { expect, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { ALPHA, clean, cleanInAll, gatewayUrl } from './in-window.ts';
import { test } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

/** The first channel of the page, by the id that is made of its name. */
const CHANNEL = 'dispatch';

/** Mints a token on the page as a newcomer does, and reads it off the window. */
async function mintOnPage(page: Page, user: string): Promise<string> {
  await page.getByRole('button', { name: 'Mint a token' }).click();
  await page.getByRole('dialog').getByLabel('User id').fill(user);
  await page.getByRole('dialog').getByRole('button', { name: 'Mint token' }).click();
  const dialog = page.getByRole('dialog', { name: `Token for ${user}` });
  const token = await dialog.getByRole('textbox', { name: 'Token' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return token;
}

test('from the first start to the first radio heard, by the page alone', async ({
  openConsole,
}) => {
  // A folder that nobody has used: no settings, no journal, the default ports.
  const dataDir = mkdtempSync(join(tmpdir(), 'livechat-first-'));
  const began = Date.now();
  const { page } = await openConsole({ dataDir });
  const start = page.getByRole('button', { name: 'Use free ports' });
  const head = page.getByRole('heading', { level: 1, name: 'Check this laptop' });
  // Another net of this machine may have the default ports: then a newcomer is helped to others.
  await expect(start.or(head)).toBeVisible();
  if (await start.isVisible()) await start.click();
  await expect(head).toBeVisible();
  await page.getByRole('button', { name: 'Create channel' }).click();
  await expect(page.getByText('1 channel is there: Dispatch')).toBeVisible();
  const token = await mintOnPage(page, 'radio-1');
  await expect(page.getByText('Waiting for a radio to log in at')).toBeVisible();
  const url = new URL(await gatewayUrl(page));
  const radio = await TalkingRadio.login(`ws://127.0.0.1:${url.port}/ws`, 'radio-1', token);
  await expect(page.getByText('radio-1 is logged in.')).toBeVisible();
  await radio.join(CHANNEL, 7);
  await expect(page.getByText(/radio-1 is (in|heard in) Dispatch/)).toBeVisible();
  radio.talk();
  await expect(page.getByText('radio-1 is heard in Dispatch.')).toBeVisible();
  test.info().annotations.push({ type: 'took', description: `${Date.now() - began} ms` });
  await cleanInAll(page);
  await page.getByRole('button', { name: 'Go to the net' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Net' })).toBeVisible();
  await radio.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the page tells of ports, network, firewall, sleep, disk and clock', async ({
  openConsole,
}) => {
  const { page, dataDir } = await openConsole({ settings: { channels: [ALPHA] } });
  const url = new URL(await gatewayUrl(page));
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Check this laptop' }).click();
  const check = (name: string) => page.getByTestId(`check-${name}`);
  await expect(check('ports')).toContainText(`Gateway (ws): TCP ${url.port}`);
  await expect(check('ports')).toContainText('Good');
  // The net of this test listens on this machine alone.
  await expect(check('network')).toContainText('The settings listen on 127.0.0.1 alone');
  await expect(check('network')).toContainText('Look at it');
  await expect(check('firewall')).toContainText(/firewall|ufw/);
  await expect(check('sleep')).toContainText('keeps this computer awake');
  await expect(check('disk')).toContainText(dataDir);
  await expect(check('clock')).toContainText('UTC');
  await cleanInAll(page);
});

test('a port that another program has on the first start is explained first', async ({
  openConsole,
}) => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  const { page } = await openConsole({ settings: { ws_port: port } });
  await expect(page.getByRole('alert')).toContainText(`TCP port ${port}`);
  await expect(page.getByRole('button', { name: 'Go back to the earlier settings' })).toHaveCount(
    0,
  );
  blocker.close();
});

test('a radio whose packets are dropped is told why, from the palette on by keyboard', async ({
  openConsole,
}) => {
  const { page } = await openConsole({ settings: { channels: [ALPHA] } });
  const url = await gatewayUrl(page);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('check this');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Check this laptop' })).toBeVisible();
  await page.keyboard.press('t');
  await page.getByRole('dialog').getByLabel('User id').fill('watcher');
  await page.getByRole('dialog').getByText('Observer').click();
  await page.keyboard.press('Enter');
  const minted = page.getByRole('dialog', { name: 'Token for watcher' });
  const token = await minted.getByRole('textbox', { name: 'Token' }).inputValue();
  await page.keyboard.press('Escape');
  const radio = await TalkingRadio.login(url, 'watcher', token);
  await radio.join('alpha', 9);
  await expect(page.getByText('watcher is in Alpha.')).toBeVisible();
  radio.talk();
  await expect(
    page.getByText('Packets of watcher come in and are dropped: Observer'),
  ).toBeVisible();
  await clean(page);
  await radio.close();
});
