import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Op } from '../../../src/contract/ops.ts';
import { RawRadio } from '../../net/raw-radio.ts';
import { ALPHA, gatewayUrl } from '../in-window.ts';
import { BOTH, tabTo, test, write } from './by-keys.ts';

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };

for (const language of BOTH) {
  test(`events are narrowed by radio, channel, kind and time, and saved: ${language}`, async ({
    openByKeys,
  }) => {
    const { app, page, dataDir, t } = await openByKeys(language, options);
    const url = await gatewayUrl(page);
    for (const [index, user] of ['=radio-1', 'radio-2'].entries()) {
      const radio = await RawRadio.login(url, user, SECRET);
      await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: index + 1 });
      await radio.close();
    }
    await page.keyboard.press('8');
    const rows = page.getByRole('table').getByRole('row');
    // Logged in, joined, left, logged off: twice. The head is a row as well.
    await expect(rows.filter({ hasText: 'radio-' })).toHaveCount(8);
    await page.keyboard.press('/');
    await page.keyboard.type('=radio-1');
    await expect(rows).toHaveCount(1 + 4);
    await tabTo(page.getByRole('combobox', { name: t('events.channel') }));
    await page.keyboard.type('alpha');
    await expect(rows).toHaveCount(1 + 2);
    await page.keyboard.press('Escape');
    await tabTo(page.getByRole('combobox', { name: t('events.range') }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option', { name: t('events.ranges.hour') })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: t('events.range') })).toHaveValue(
      t('events.ranges.hour'),
    );
    await expect(rows).toHaveCount(1 + 2);
    const kinds = page.getByRole('group', { name: t('events.filter_kinds') });
    await tabTo(kinds.getByRole('button', { name: t('events.group.talk') }), 'Shift+Tab');
    await page.keyboard.press('Space');
    await expect(page.getByText(t('events.nothing'), { exact: true })).toBeVisible();
    await page.keyboard.press('Space');
    await expect(rows).toHaveCount(1 + 2);

    const path = join(dataDir, 'events.csv');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await tabTo(page.getByRole('button', { name: t('events.export') }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText(t('events.exported', { path }))).toBeVisible();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 2);
    const left = t('events.text.channel.left', { user: '=radio-1', channel: 'alpha' });
    // In the words of the window, and no formula in any spreadsheet.
    expect(lines[1]).toContain(`"channel.left","${left.startsWith('=') ? "'" : ''}${left}"`);

    await page.keyboard.press('/');
    await write(page, '');
    await expect(rows.filter({ hasText: 'radio-2' })).toHaveCount(2);
  });
}
