import { expect, type Page } from '@playwright/test';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { test } from '../console/open-console.ts';
import { TalkingRadio } from '../console/talking-radio.ts';
import { escape, everywhere } from './everywhere.ts';

/** Pictures of the settings, of what waits for a restart, and of the first page. */

const channels = [
  { channel_id: 'command', channel_name: 'Command' },
  { channel_id: 'search-south', channel_name: '수색 남쪽', capacity: 20 },
  { channel_id: 'medical', channel_name: 'Medical', srtp: 'required' as const },
];

async function showCheck(page: Page): Promise<void> {
  await page.keyboard.press('9');
  await page.getByRole('button', { name: /Check this laptop|이 컴퓨터 점검/ }).click();
  await expect(page.getByTestId('check-clock')).toBeVisible();
}

test('settings', async ({ openConsole }) => {
  const opened = await openConsole({ settings: { channels, limits: { sessions: 400 } } });
  const { page } = opened;
  const url = await page.getByTestId('gateway-address').innerText();
  const token = await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    await livechat.changeSettings({
      edits: [
        { field: 'identify_timeout_ms', value: 5_000 },
        { field: 'limits.frame_bytes', value: 32_768 },
      ],
    });
    const result = await livechat.command('token.mint', { user_id: 'hill-1' });
    return result.ok ? result.value.token : '';
  });
  const radio = await TalkingRadio.login(url, 'hill-1', token);
  await radio.join('command', 7);
  radio.talk();
  await everywhere(opened, async (shot) => {
    await page.keyboard.press('9');
    await shot('settings');
    const groups = page.locator('.settings__jump');
    for (let group = 1; group < (await groups.count()); group += 1) {
      await groups.nth(group).click();
      await shot(`settings-${group + 1}`);
    }
    // The longest group takes more than a screen.
    await page.locator('.setting').last().scrollIntoViewIfNeeded();
    await shot('settings-end');
    await page.locator('.presets .mantine-Button-root').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shot('settings-preset');
    await escape(page);
    await page.locator('input[data-search]').fill('_ms');
    const zombie = page.getByRole('textbox', { name: /Zombie after|무응답으로/ });
    await zombie.fill('15000');
    await page.getByRole('button', { name: /Save changes|변경 저장/ }).click();
    await expect(page.locator('[data-fault]').first()).toBeVisible();
    await shot('settings-fault');
    await page.getByRole('button', { name: /Discard|되돌리기/ }).click();
    await page.locator('input[data-search]').fill('no such thing');
    await shot('settings-none');
    await page.locator('input[data-search]').fill('');
    await page
      .getByRole('button', { name: /Restart the net|무전망 다시 시작/ })
      .first()
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shot('settings-restart');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await showCheck(page);
    await shot('check-heard');
  });
  await radio.close();
});

test('the first page of an empty net', async ({ openConsole }) => {
  const opened = await openConsole({ settings: { host: '' } });
  await expect(opened.page.getByTestId('gateway-address')).toBeVisible();
  await everywhere(opened, async (shot) => {
    await showCheck(opened.page);
    await shot('check');
  });
});

test('the way back', async ({ openConsole }) => {
  const opened = await openConsole();
  const { page } = opened;
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  await page.evaluate(async (value) => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    await livechat.changeSettings({ edits: [{ field: 'ws_port', value }] });
    await livechat.restart();
  }, port);
  await expect(page.getByRole('button', { name: 'Go back to the earlier settings' })).toBeVisible();
  await everywhere(opened, (shot) => shot('start-back'));
  blocker.close();
});
