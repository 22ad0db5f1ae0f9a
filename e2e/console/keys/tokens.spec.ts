import { expect, type ElectronApplication } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RawRadio } from '../../net/raw-radio.ts';
import { gatewayUrl, row } from '../in-window.ts';
import { BOTH, confirm, lookFor, pressOn, tabTo, test } from './by-keys.ts';

const clipboardOf = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ clipboard }) => clipboard.readText());

for (const language of BOTH) {
  test(`a token is minted, used, revoked, and the key rotated: ${language}`, async ({
    openByKeys,
  }) => {
    const { app, page, dataDir, t } = await openByKeys(language);
    const url = await gatewayUrl(page);
    await page.keyboard.press('t');
    const minting = page.getByRole('dialog', { name: t('tokens.minting.title') });
    await expect(minting.getByLabel(t('tokens.minting.user'), { exact: true })).toBeFocused();
    await page.keyboard.type('night-1');
    // Another life than this shift: the choice is a group of radios.
    await tabTo(minting.getByRole('radio', { name: t('tokens.minting.shift') }));
    await page.keyboard.press('ArrowRight');
    await expect(minting.getByRole('radio', { name: t('tokens.minting.day') })).toBeChecked();
    await pressOn(minting.getByRole('button', { name: t('tokens.minting.submit'), exact: true }));
    const minted = page.getByRole('dialog', {
      name: t('tokens.minted.title', { user: 'night-1' }),
    });
    await expect(minted.getByRole('button', { name: t('tokens.minted.copy') })).toBeFocused();
    await page.keyboard.press('Enter');
    const token = await minted.getByRole('textbox').first().inputValue();
    await expect.poll(() => clipboardOf(app)).toBe(token);
    const path = join(dataDir, 'card.pdf');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await pressOn(minted.getByRole('button', { name: t('tokens.card.pdf') }));
    await expect(page.getByText(t('tokens.card.saved', { path }))).toBeVisible();
    expect(existsSync(path)).toBe(true);
    await page.keyboard.press('Escape');
    await expect(minted).toHaveCount(0);

    const radio = await RawRadio.login(url, 'night-1', token);
    await page.keyboard.press('6');
    await expect(row(page, 'night-1')).toContainText(t('tokens.valid'));
    await pressOn(page.getByRole('button', { name: t('tokens.rotate') }));
    await confirm(page.getByRole('dialog', { name: t('tokens.rotating.title') }), t);
    const revoke = page.getByRole('button', { name: t('tokens.revoke_of', { user: 'night-1' }) });
    await pressOn(revoke);
    const revoking = page.getByRole('dialog', {
      name: t('tokens.revoking.title', { user: 'night-1' }),
    });
    await expect(revoking).toContainText(t('tokens.revoking.hits', { count: 1 }));
    await confirm(revoking, t);
    expect(await radio.closed).toMatchObject({ code: 4012 });
    await expect(row(page, 'night-1')).toContainText(t('tokens.revoked'));
  });

  test(`a list is minted for, copied, and some of it revoked: ${language}`, async ({
    openByKeys,
  }) => {
    const { app, page, t } = await openByKeys(language);
    await page.keyboard.press('t');
    const minting = page.getByRole('dialog', { name: t('tokens.minting.title') });
    await tabTo(minting.getByRole('radio', { name: t('tokens.minting.for.one') }), 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await tabTo(minting.getByLabel(t('tokens.list.label'), { exact: true }));
    // The names of roles in either language, as they come out of a spreadsheet.
    await page.keyboard.insertText(`a-1\na-2, ${t('role.observer')}\nb-1`);
    await pressOn(minting.getByRole('button', { name: t('tokens.list.submit', { count: 3 }) }));
    const minted = page.getByRole('dialog', { name: t('tokens.minted.many', { count: 3 }) });
    await pressOn(minted.getByRole('button', { name: t('tokens.minted.qr', { user: 'a-1' }) }));
    await expect(minted.getByRole('img', { name: /QR/ })).toBeVisible();
    await pressOn(minted.getByRole('button', { name: t('tokens.minted.copy_all') }));
    await expect.poll(() => clipboardOf(app)).toMatch(/^a-1\t\S+\tlivechat:\S+\na-2\t/);
    await pressOn(minted.getByRole('button', { name: t('tokens.minted.done') }));
    await expect(minted).toHaveCount(0);

    await lookFor(page, t, 'tokens', 'a-');
    await expect(page.getByRole('row')).toHaveCount(3);
    await pressOn(page.getByRole('checkbox', { name: t('tokens.select_all') }), 'Space');
    await tabTo(page.getByRole('button', { name: t('tokens.revoke_selected') }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await confirm(
      page.getByRole('dialog', { name: t('tokens.revoking.all_title', { count: 2 }) }),
      t,
    );
    await expect(row(page, 'a-2')).toContainText(t('tokens.revoked'));
    await expect(row(page, 'a-2')).toContainText(t('role.observer'));
  });
}
