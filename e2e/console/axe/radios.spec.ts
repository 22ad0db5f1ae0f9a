import { expect } from '@playwright/test';
import { Op } from '../../../src/contract/ops.ts';
import { RawRadio } from '../../net/raw-radio.ts';
import { ALPHA, clean, gatewayUrl } from '../in-window.ts';
import { test } from '../keys/by-keys.ts';
import { look, LOOKS, wear } from './every-part.ts';

const SECRET = 'a secret for tests alone';
const BRAVO = { channel_id: 'bravo', channel_name: '구조대' };
const options = { settings: { channels: [ALPHA, BRAVO] }, env: { LIVECHAT_SECRET: SECRET } };
const user = 'radio-1';

for (const worn of LOOKS) {
  test(`what is asked about radios: ${worn.theme}, ${worn.language}`, async ({ openByKeys }) => {
    test.slow();
    const { page, t } = await openByKeys(worn.language, options);
    await wear(page, t, worn);
    const radio = await RawRadio.login(await gatewayUrl(page), user, SECRET);
    for (const [index, channel_id] of ['alpha', 'bravo'].entries()) {
      await radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc: index + 1 });
    }
    await page.keyboard.press('2');
    await page.getByRole('button', { name: t('radios.columns') }).press('Enter');
    await look(page, page.getByRole('dialog', { name: t('radios.columns') }), 'columns');
    const more = page.getByRole('button', {
      name: t('radios.more_channels', { count: 1, user }),
    });
    await more.press('Enter');
    await look(page, page.getByRole('dialog'), 'channels of a radio');
    await page.locator('.name-button').press('Enter');
    await expect(page.getByRole('complementary', { name: user })).toBeVisible();
    await page.getByLabel(t('radios.select', { user })).press('Space');
    await clean(page, 'story and selection');
    for (const [key, title] of [
      ['w', t('messages.writing')],
      ['k', t('radios.kicking.title', { user })],
      ['b', t('sanctions.banning.title', { user })],
    ] as const) {
      await page.keyboard.press(key);
      await look(page, page.getByRole('dialog', { name: title }), title);
    }
    await page.keyboard.press('m');
    await expect(page.getByText(t('sanctions.muted', { user }))).toBeVisible();
    await clean(page, 'muted, with the way back');
    await page.keyboard.press('s');
    await look(page, page.getByRole('dialog', { name: t('sanctions.title') }), 'bans and mutes');
    await radio.close();
  });

  test(`what is asked about channels: ${worn.theme}, ${worn.language}`, async ({ openByKeys }) => {
    test.slow();
    const { page, t } = await openByKeys(worn.language, options);
    await wear(page, t, worn);
    const name = 'Alpha';
    await page.getByRole('combobox', { name: t('net.sort') }).press('Enter');
    const sorts = page.getByRole('option', { name: t('net.sorts.loss') });
    await look(page, sorts, 'sorts');
    await page.getByRole('button', { name: t('net.rename', { name }) }).press('Enter');
    await look(
      page,
      page.getByRole('dialog', { name: t('net.renaming.title', { name }) }),
      'rename',
    );
    await page.getByRole('button', { name: t('channel.open', { name }) }).press('Enter');
    await page.getByRole('button', { name: `${t('channel.delete')}…` }).press('Enter');
    const deleting = page.getByRole('dialog', { name: t('net.deleting.title', { name }) });
    await look(page, deleting, 'delete');
    await page.getByRole('button', { name: `${t('channel.delete')}…` }).press('Enter');
    await deleting.getByRole('button', { name: t('net.deleting.submit') }).press('Enter');
    await expect(page.getByText(t('channel.gone'))).toBeVisible();
    await clean(page, 'a channel that is gone, with the way back');
  });
}
