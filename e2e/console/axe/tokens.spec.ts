import { expect } from '@playwright/test';
import { clean, gatewayUrl } from '../in-window.ts';
import { test } from '../keys/by-keys.ts';
import { look, LOOKS, wear } from './every-part.ts';

for (const worn of LOOKS) {
  test(`what is asked about tokens: ${worn.theme}, ${worn.language}`, async ({ openByKeys }) => {
    test.slow();
    const { page, t } = await openByKeys(worn.language);
    await wear(page, t, worn);
    await gatewayUrl(page);
    await page.keyboard.press('6');
    const minting = page.getByRole('dialog', { name: t('tokens.minting.title') });
    const open = async (): Promise<void> => {
      await page.keyboard.press('t');
      await expect(minting).toBeVisible();
    };
    await open();
    await minting.locator('button[type=submit]').press('Enter');
    await expect(minting.locator('[aria-invalid=true]').first()).toBeVisible();
    await look(page, minting, 'mint, refused');
    await open();
    await minting.getByRole('radio', { name: t('tokens.minting.date') }).press('Space');
    await look(page, minting, 'mint until a date');
    await open();
    await page.keyboard.type('radio-1');
    await page.keyboard.press('Enter');
    const title = t('tokens.minted.title', { user: 'radio-1' });
    await look(page, page.getByRole('dialog', { name: title }), 'a token');
    await open();
    await minting.getByRole('radio', { name: t('tokens.minting.for.list') }).press('Space');
    await minting.getByLabel(t('tokens.list.label'), { exact: true }).fill('a-1, boss\na-2,,,999');
    await minting.locator('button[type=submit]').press('Enter');
    await expect(minting.getByRole('list', { name: t('tokens.list.faults') })).toBeVisible();
    await clean(page, 'a list with faults');
    await minting.getByLabel(t('tokens.list.label'), { exact: true }).fill('a-1\na-2');
    await minting.locator('button[type=submit]').press('Enter');
    const minted = page.getByRole('dialog', { name: t('tokens.minted.many', { count: 2 }) });
    await minted
      .getByRole('button', { name: t('tokens.minted.qr', { user: 'a-1' }) })
      .press('Enter');
    await minted.getByRole('button', { name: t('tokens.minted.done') }).press('Enter');
    await expect(minted.getByRole('alert')).toBeVisible();
    await clean(page, 'tokens of a list, nothing taken out yet');
    await minted.getByRole('button', { name: t('tokens.minted.close_anyway') }).press('Enter');
    await page.getByRole('checkbox', { name: t('tokens.select_all') }).press('Space');
    await clean(page, 'tokens selected');
    await page.getByRole('button', { name: t('tokens.revoke_selected') }).press('Enter');
    const all = t('tokens.revoking.all_title', { count: 3 });
    await look(page, page.getByRole('dialog', { name: all }), 'revoke');
    await page.getByRole('button', { name: t('tokens.rotate') }).press('Enter');
    await look(page, page.getByRole('dialog', { name: t('tokens.rotating.title') }), 'rotate');
  });
}
