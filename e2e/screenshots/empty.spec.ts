import { expect } from '@playwright/test';
import { test } from '../console/open-console.ts';
import { everywhere } from './everywhere.ts';

/** Pictures of every view where there is nothing to show yet: each has to say what to do. */

const VIEWS = [
  ...['net', 'radios', 'zombies', 'media', 'traffic', 'tokens'],
  ...['messages', 'events'],
] as const;

test('every view of an empty net', async ({ openConsole }) => {
  const opened = await openConsole();
  const { page } = opened;
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  await everywhere(opened, async (shoot) => {
    for (const [index, view] of VIEWS.entries()) {
      await page.keyboard.press(String(index + 1));
      await shoot(`empty-${view}`);
    }
    await page.keyboard.press('s');
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot('empty-sanctions');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot('empty-alarms');
    await page.keyboard.press('Escape');
  });
});

test('a channel that nobody has joined', async ({ openConsole }) => {
  const channels = [{ channel_id: 'rescue', channel_name: '구조대 1', srtp: 'required' as const }];
  const opened = await openConsole({ settings: { channels } });
  const { page } = opened;
  await everywhere(opened, async (shoot) => {
    await page.keyboard.press('1');
    await page.locator('.channel-card__open').click();
    await shoot('empty-channel');
    await page.keyboard.press('Escape');
    await shoot('empty-card');
  });
});
