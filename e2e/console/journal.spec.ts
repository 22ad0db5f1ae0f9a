import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from './open-console.ts';

for (const [language, words] of [
  ['English', 'Journal was damaged'],
  ['한국어', '기록이 손상됨'],
] as const) {
  test(`a damaged journal is told of, and the net is on the air: ${language}`, async ({
    openConsole,
  }) => {
    const files = { 'journal.db': 'no database at all, '.repeat(1_000) };
    const { page } = await openConsole({ files });
    await expect(page.getByTestId('gateway-address')).toBeVisible();
    if (language === '한국어') await page.getByRole('button', { name: /한국어/ }).click();
    const alarm = page.getByRole('alert');
    await expect(alarm).toContainText(words);
    await expect(alarm).toContainText(/journal\.damaged-\w+\.db/);
    await page.mouse.move(0, 0);
    await expect(page.getByRole('tooltip')).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations).toEqual([]);
  });
}

test('a journal that is in order is not spoken of', async ({ openConsole }) => {
  const { page } = await openConsole();
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
