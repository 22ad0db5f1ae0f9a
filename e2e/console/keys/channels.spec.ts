import { expect } from '@playwright/test';
import { Op } from '../../../src/contract/ops.ts';
import { RawRadio } from '../../net/raw-radio.ts';
import { ALPHA, gatewayUrl } from '../in-window.ts';
import { BOTH, confirm, pressOn, tabTo, test, write } from './by-keys.ts';

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };

for (const language of BOTH) {
  test(`a channel is made, opened, renamed, deleted and brought back: ${language}`, async ({
    openByKeys,
  }) => {
    const { page, t } = await openByKeys(language, options);
    await page.keyboard.press('n');
    const creating = page.getByRole('dialog', { name: t('net.create.title') });
    await expect(creating.getByLabel(t('net.create.name'), { exact: true })).toBeFocused();
    await page.keyboard.insertText('구조 1');
    await page.keyboard.press('Tab');
    await page.keyboard.type('rescue-1');
    await page.keyboard.press('Enter');
    await expect(creating).toHaveCount(0);
    const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', SECRET);
    const join = { channel_id: 'rescue-1', ssrc: 1 };
    expect(await radio.ask(Op.CHANNEL_JOIN, join)).toMatchObject([{ op: Op.ACK }]);

    const card = page.getByRole('article', { name: '구조 1' });
    await expect(card).toContainText(t('channel.mode_short.open'));
    await pressOn(card.getByRole('button', { name: t('channel.open', { name: '구조 1' }) }));
    const title = (name: string) => page.getByRole('heading', { level: 1, name });
    await expect(title('구조 1')).toBeFocused();
    await pressOn(page.getByRole('button', { name: `${t('channel.rename')}…` }));
    const renaming = page.getByRole('dialog', {
      name: t('net.renaming.title', { name: '구조 1' }),
    });
    await tabTo(renaming.getByLabel(t('net.create.name'), { exact: true }));
    await write(page, 'Rescue north');
    await page.keyboard.press('Enter');
    await expect(title('Rescue north')).toBeVisible();
    expect(await radio.next()).toMatchObject({ op: Op.CHANNEL_EVENT, d: { event: 'update' } });

    await pressOn(page.getByRole('tab', { name: t('channel.messages') }));
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('region', { name: t('channel.events') })).toContainText('radio-1');

    const name = 'Rescue north';
    const remove = page.getByRole('button', { name: `${t('channel.delete')}…` });
    const deleting = page.getByRole('dialog', { name: t('net.deleting.title', { name }) });
    await pressOn(remove);
    await expect(deleting).toBeVisible();
    // Escape thinks better of the question, and leaves the channel open.
    await page.keyboard.press('Escape');
    await expect(deleting).toHaveCount(0);
    await expect(remove).toBeFocused();
    await pressOn(remove);
    await expect(deleting).toContainText(t('net.deleting.hits', { count: 1 }));
    await confirm(deleting, t);
    expect(await radio.next()).toMatchObject({ op: Op.CHANNEL_EVENT, d: { event: 'delete' } });
    await expect(page.getByText(t('channel.gone'))).toBeVisible();
    await page.keyboard.press('u');
    await expect(
      page.getByText(t('net.deleting.restored_without', { name, count: 1 })),
    ).toBeVisible();
    expect(await radio.ask(Op.CHANNEL_JOIN, join)).toMatchObject([{ op: Op.ACK }]);
    await page.keyboard.press('Escape');
    await expect(title(t('views.net'))).toBeVisible();
    await radio.close();
  });

  test(`the cards are sorted and narrowed: ${language}`, async ({ openByKeys }) => {
    const bravo = { channel_id: 'bravo', channel_name: 'Bravo' };
    const { page, t } = await openByKeys(language, {
      ...options,
      settings: { channels: [ALPHA, bravo] },
    });
    const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', SECRET);
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'bravo', ssrc: 1 });
    const names = (...wanted: string[]) =>
      expect(page.getByRole('article').getByRole('heading', { level: 2 })).toHaveText(wanted);
    await names('Alpha', 'Bravo');
    await pressOn(page.getByRole('combobox', { name: t('net.sort') }));
    const most = page.getByRole('option', { name: t('net.sorts.members') });
    await expect(most).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await names('Bravo', 'Alpha');
    await page.keyboard.press('Escape');
    await tabTo(page.getByRole('searchbox', { name: t('net.search') }), 'Shift+Tab');
    await page.keyboard.type('radio-1');
    await names('Bravo');
    await write(page, '');
    await pressOn(page.getByRole('button', { name: new RegExp(`^${t('net.only_talking')}`) }));
    await expect(page.getByText(t('net.none_found'))).toBeVisible();
    await pressOn(page.getByRole('button', { name: t('net.show_all') }));
    await names('Bravo', 'Alpha');
    await radio.close();
  });
}
