import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { RawRadio } from '../net/raw-radio.ts';
import { test, type ConsoleOptions } from './open-console.ts';

const SECRET = 'a secret for tests alone';

/** A net in which who falls silent is a zombie soon, and its alarm over. */
const options: ConsoleOptions = {
  env: { LIVECHAT_SECRET: SECRET },
  settings: {
    heartbeat_interval_ms: 50,
    suspect_after_ms: 100,
    zombie_after_ms: 200,
    reaper_interval_ms: 100,
  },
};

/** Lets a radio of each name fall silent. */
async function zombies(page: Page, ...names: string[]): Promise<void> {
  const url = await page.getByTestId('gateway-address').innerText();
  for (const name of names) {
    const radio = await RawRadio.login(url, name, SECRET);
    expect(await radio.closed).toMatchObject({ code: 4009 });
  }
}

test('an alarm is raised, shown and acknowledged', async ({ openConsole }) => {
  const { page } = await openConsole(options);
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
      const { page } = await openConsole(options);
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
