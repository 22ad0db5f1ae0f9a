import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from './open-console.ts';

const VIEWS = 9;
const channels = [
  { channel_id: 'alpha', channel_name: 'Alpha' },
  { channel_id: 'bravo', channel_name: '구조대 북쪽 능선' },
];

for (const theme of ['dark', 'light'] as const) {
  for (const language of ['English', '한국어'] as const) {
    test(`every view is accessible: ${theme}, ${language}`, async ({ openConsole }) => {
      const { page } = await openConsole({ settings: { channels } });
      await expect(page.getByTestId('gateway-address')).toBeVisible();
      if (theme === 'light') await page.getByRole('button', { name: /light theme/ }).click();
      if (language === '한국어') await page.getByRole('button', { name: /한국어/ }).click();
      // What is checked is the views, not the tip of the button that was just pressed.
      await page.mouse.move(0, 0);
      await expect(page.getByRole('tooltip')).toHaveCount(0);
      for (let view = 1; view <= VIEWS; view += 1) {
        await page.keyboard.press(String(view));
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        // Electron has no other pages for axe to open.
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
        expect(violations, `view ${view}`).toEqual([]);
      }
    });
  }
}
