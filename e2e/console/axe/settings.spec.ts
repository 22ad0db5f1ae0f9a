import { expect } from '@playwright/test';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { ALPHA, clean, gatewayUrl } from '../in-window.ts';
import { test } from '../keys/by-keys.ts';
import { look, LOOKS, wear } from './every-part.ts';

for (const worn of LOOKS) {
  test(`what is asked about settings and events: ${worn.theme}, ${worn.language}`, async ({
    openByKeys,
  }) => {
    test.slow();
    const { app, page, t } = await openByKeys(worn.language, { settings: { channels: [ALPHA] } });
    await wear(page, t, worn);
    await gatewayUrl(page);
    const dialog = (key: string) => page.getByRole('dialog', { name: t(key) });
    const press = (key: string) =>
      page.getByRole('button', { name: t(key), exact: true }).press('Enter');
    const path = test.info().outputPath('settings.json');
    await app.evaluate((electron, chosen) => {
      electron.dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
    await page.keyboard.press('9');
    writeFileSync(path, JSON.stringify({ limits: { sessions: 60 } }));
    await press('settings.import');
    await look(page, dialog('settings.importing.title'), 'import');
    writeFileSync(path, '{"ws_port": 99999}');
    await press('settings.import');
    await look(page, dialog('settings.importing.refused'), 'import, refused');
    await press('settings.preset.add');
    await dialog('settings.preset.new_title').locator('button[type=submit]').press('Enter');
    await look(page, dialog('settings.preset.new_title'), 'preset, refused');
    await page.getByLabel(t('settings.label.suspect_after_ms')).fill('5');
    await press('settings.save');
    await expect(page.getByRole('alert').first()).toBeVisible();
    await clean(page, 'settings, refused');
    await press('settings.discard');
    await page.getByLabel(t('settings.label.identify_timeout_ms')).fill('5000');
    await press('settings.save');
    await page
      .getByRole('button', { name: t('settings.restart.open') })
      .first()
      .press('Enter');
    await look(page, dialog('settings.restart.title'), 'restart, with a change that waits');

    await page.keyboard.press('8');
    await page.getByRole('combobox', { name: t('events.channel') }).press('ArrowDown');
    const alpha = page.getByRole('option', { name: 'alpha' });
    await look(page, alpha, 'channels to choose from');
    await page.getByRole('combobox', { name: t('events.range') }).press('Enter');
    const own = page.getByRole('option', { name: t('events.ranges.own') });
    await expect(own).toBeVisible();
    await clean(page, 'times to choose from');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel(t('events.since'), { exact: true })).toBeVisible();
    await clean(page, 'a time of one’s own');
  });

  test(`a net that does not start: ${worn.theme}, ${worn.language}`, async ({ openByKeys }) => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const { page, t } = await openByKeys(worn.language, { settings: { ws_port: port } });
    await wear(page, t, worn);
    await page.getByRole('button', { name: t('start.retry') }).press('Enter');
    await expect(page.getByRole('alert')).toContainText(t('start.still_failed').slice(-6));
    await page.getByLabel(t('start.udp_port')).fill('');
    await page.getByRole('button', { name: t('start.retry') }).press('Enter');
    await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
    await clean(page, 'start, refused');
    blocker.close();
  });
}
