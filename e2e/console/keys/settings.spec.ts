import { expect, type ElectronApplication } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOTH, confirm, lookFor, pressOn, tabTo, test, write } from './by-keys.ts';

/** Answers the system's file dialogs in the place of a user. */
async function chooseFile(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

for (const language of BOTH) {
  test(`a setting is changed, and the net restarted for it: ${language}`, async ({
    openByKeys,
  }) => {
    const { page, dataDir, t } = await openByKeys(language);
    await lookFor(page, t, 'settings', 'journal.keep');
    await expect(page.locator('.setting')).toHaveCount(1);
    const name = t('settings.label.journal.keep_days');
    await tabTo(page.getByRole('textbox', { name }));
    await write(page, '30');
    await page.keyboard.press('Enter');
    const change = page.getByText(new RegExp(`${name}: 90.* → 30`));
    await expect(change).toBeVisible();
    const kept: unknown = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'));
    expect(kept).toMatchObject({ journal: { keep_days: 30 } });
    const restart = page.getByRole('button', { name: t('settings.restart.open') }).first();
    await tabTo(restart, 'Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: t('settings.restart.title') });
    await expect(dialog).toContainText(t('settings.restart.nobody'));
    await confirm(dialog, t);
    await expect(page.getByText(t('settings.restart.done'))).toBeVisible();
    await expect(change).toHaveCount(0);
  });

  test(`settings go out, come in, and a preset is added: ${language}`, async ({ openByKeys }) => {
    const { app, page, dataDir, t } = await openByKeys(language);
    await page.keyboard.press('9');
    const path = test.info().outputPath('settings.json');
    await chooseFile(app, path);
    await pressOn(page.getByRole('button', { name: t('settings.export'), exact: true }));
    await expect(page.getByText(t('settings.exported', { path }))).toBeVisible();
    const settings = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...settings, limits: { sessions: 60 } }));
    await pressOn(page.getByRole('button', { name: t('settings.import'), exact: true }));
    const dialog = page.getByRole('dialog', { name: t('settings.importing.title') });
    await expect(dialog.getByRole('row', { name: /limits.sessions/ })).toContainText('60');
    await pressOn(dialog.getByRole('button', { name: t('settings.importing.submit') }));
    await expect(page.getByText(t('settings.saved'))).toBeVisible();

    await pressOn(page.getByRole('button', { name: t('settings.preset.add') }));
    const preset = page.getByRole('dialog', { name: t('settings.preset.new_title') });
    await expect(preset.getByLabel(t('net.create.name'), { exact: true })).toBeFocused();
    await page.keyboard.insertText('구조');
    await page.keyboard.press('Tab');
    await page.keyboard.type('rescue');
    await page.keyboard.press('Enter');
    await expect(preset).toHaveCount(0);
    await pressOn(page.getByRole('button', { name: t('settings.save') }));
    await expect(page.getByRole('button', { name: t('settings.save') })).toHaveCount(0);
    await page.keyboard.press('1');
    await expect(page.getByRole('article', { name: '구조' })).toBeVisible();
    const kept: unknown = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'));
    expect(kept).toMatchObject({ limits: { sessions: 60 }, channels: [{ channel_id: 'rescue' }] });
  });
}
