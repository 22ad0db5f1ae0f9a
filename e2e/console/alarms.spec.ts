import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from './open-console.ts';
import { SOON_ZOMBIES, zombies } from './soon-zombies.ts';

test('an alarm is raised, shown and acknowledged', async ({ openConsole }) => {
  const { page } = await openConsole(SOON_ZOMBIES);
  const button = page.getByTestId('alarms');
  await expect(button).toHaveAccessibleName('No alarms');
  await zombies(page, 'radio-1', 'radio-2', 'radio-3');
  await expect(button).toHaveAccessibleName('3 alarms, the worst: Warning');
  const strip = page.locator('.strip');
  expect(await strip.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false);
  await expect(page.locator('[aria-live=polite]', { hasText: 'radio-3' })).toBeAttached();

  await button.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Alarms' });
  const open = panel.getByRole('list', { name: 'Alarms' }).getByRole('listitem');
  await expect(open).toHaveCount(3);
  await expect(open.first()).toContainText('radio-3 does not answer any more.');
  await panel.getByRole('button', { name: /^Acknowledge: radio-2/ }).click();
  await expect(open).toHaveCount(2);
  await expect(panel.getByRole('list', { name: 'Earlier' })).toContainText('radio-2');
  await expect(panel.getByRole('heading', { name: 'Alarms' })).toBeFocused();

  await panel.getByRole('button', { name: 'Acknowledge all' }).click();
  await expect(panel).toContainText('Nothing needs your attention.');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();
  await expect(button).toHaveAccessibleName('No alarms');
});

for (const theme of ['dark', 'light'] as const) {
  for (const language of ['English', '한국어'] as const) {
    test(`the alarms are accessible: ${theme}, ${language}`, async ({ openConsole }) => {
      const { page } = await openConsole(SOON_ZOMBIES);
      await zombies(page, 'radio-1', 'radio-2');
      if (theme === 'light') await page.getByRole('button', { name: /light theme/ }).click();
      if (language === '한국어') await page.getByRole('button', { name: /한국어/ }).click();
      await page.getByTestId('alarms').click();
      const open = page.getByRole('dialog').getByRole('listitem');
      await expect(open).toHaveCount(2);
      await open.first().getByRole('button').click();
      await expect(page.getByRole('dialog').getByRole('list')).toHaveCount(2);
      await page.mouse.move(0, 0);
      await expect(page.getByRole('tooltip')).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations).toEqual([]);
    });
  }
}
