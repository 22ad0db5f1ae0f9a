import { expect } from '@playwright/test';
import { Op } from '../../../src/contract/ops.ts';
import { RawRadio } from '../../net/raw-radio.ts';
import { ALPHA, gatewayUrl, row } from '../in-window.ts';
import { BOTH, confirm, lookFor, pressOn, tabTo, test, write } from './by-keys.ts';

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };
const user = 'radio-1';

for (const language of BOTH) {
  test(`a radio is written to, muted, banned and let in again: ${language}`, async ({
    openByKeys,
  }) => {
    const { page, t } = await openByKeys(language, options);
    const url = await gatewayUrl(page);
    const radio = await RawRadio.login(url, user, SECRET);
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 1 });
    await page.keyboard.press('2');
    await expect(page.getByRole('heading', { level: 1, name: t('views.radios') })).toBeVisible();
    await pressOn(page.getByLabel(t('radios.select', { user })), 'Space');

    await page.keyboard.press('w');
    const writing = page.getByRole('dialog', { name: t('messages.writing') });
    await expect(writing).toContainText(t('messages.for_radio', { user }));
    await expect(writing.getByRole('checkbox', { name: 'Alpha', exact: true })).toBeChecked();
    await expect(writing.getByRole('textbox', { name: t('messages.text') })).toBeFocused();
    await page.keyboard.insertText('한 번만 더');
    await pressOn(writing.getByRole('button', { name: t('messages.send_to', { count: 1 }) }));
    await expect(writing).toHaveCount(0);
    expect(await radio.next()).toMatchObject({
      op: Op.MESSAGE_EVENT,
      d: { channel_id: 'alpha', author_id: 'operator', content: '한 번만 더' },
    });

    await page.keyboard.press('m');
    await expect(page.getByText(t('sanctions.muted', { user }))).toBeVisible();
    await expect(row(page, user)).toContainText(t('sanctions.is_muted'));
    await page.keyboard.press('u');
    await expect(row(page, user)).not.toContainText(t('sanctions.is_muted'));

    await page.keyboard.press('b');
    const banning = page.getByRole('dialog', { name: t('sanctions.banning.title', { user }) });
    await expect(banning.getByLabel(t('sanctions.banning.reason'))).toBeFocused();
    await page.keyboard.insertText('끼어듦');
    await tabTo(banning.getByRole('radio', { checked: true }).first());
    await page.keyboard.press('ArrowLeft');
    await tabTo(banning.getByRole('button', { name: t('sanctions.banning.submit'), exact: true }));
    await page.keyboard.press('Enter');
    expect(await radio.closed).toMatchObject({ code: 4011 });
    await expect(banning).toHaveCount(0);

    await page.keyboard.press('s');
    const list = page.getByRole('dialog', { name: t('sanctions.title') });
    await expect(list.getByRole('listitem')).toContainText('끼어듦');
    await pressOn(list.getByRole('button', { name: t('sanctions.lift_of.ban', { whom: user }) }));
    await expect(list).toContainText(t('sanctions.none'));
    await page.keyboard.press('Escape');
    const back = await RawRadio.login(url, user, SECRET);
    await back.close();
  });

  test(`the list is narrowed, a story read, a radio kicked: ${language}`, async ({
    openByKeys,
  }) => {
    const { page, t } = await openByKeys(language, options);
    const url = await gatewayUrl(page);
    const radios = new Map<string, RawRadio>();
    for (const name of [user, 'radio-2']) radios.set(name, await RawRadio.login(url, name, SECRET));
    await lookFor(page, t, 'radios', 'io-2');
    await expect(page.getByRole('rowheader')).toHaveText([/^radio-2/]);
    await write(page, '');
    const states = page.getByRole('group', { name: t('radios.filter') });
    await pressOn(states.getByRole('button', { name: t('radio_state.zombie') }));
    await expect(page.getByText(t('radios.none_of_state'))).toBeVisible();
    await pressOn(page.getByRole('button', { name: t('radios.clear_search') }));
    await pressOn(page.getByRole('button', { name: t('radios.columns') }));
    const columns = page.getByRole('dialog', { name: t('radios.columns') });
    await pressOn(columns.getByLabel(t('radios.jitter')), 'Space');
    await page.keyboard.press('Escape');
    const head = page.getByRole('columnheader', { name: t('radios.jitter'), exact: true });
    await expect(head).toHaveCount(0);

    const name = page.getByRole('button', { name: /^radio-1/ });
    await pressOn(name);
    const story = page.getByRole('complementary', { name: user });
    await expect(story.getByRole('heading', { name: user })).toBeFocused();
    const events = story.getByRole('region', { name: t('radios.story.events') });
    const told = { user, address: '127.0.0.1:', role: t('role.radio') };
    const [before = ''] = t('events.text.radio.login', told).split('127.0.0.1:');
    await expect(events.getByRole('listitem')).toContainText(`${before}127.0.0.1:`);
    await page.keyboard.press('k');
    await confirm(page.getByRole('dialog', { name: t('radios.kicking.title', { user }) }), t);
    expect(await radios.get(user)?.closed).toMatchObject({ code: 4010 });
    await expect(story).toContainText(t('radios.story.gone'));
    await page.keyboard.press('Escape');
    await expect(story).toHaveCount(0);

    await pressOn(page.getByLabel(t('radios.select_all')), 'Space');
    await expect(page.getByRole('group', { name: t('radios.selection') })).toContainText(
      t('radios.selected', { count: 1 }),
    );
    await page.keyboard.press('Escape');
    await radios.get('radio-2')?.close();
  });
}
