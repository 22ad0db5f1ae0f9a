import { expect } from '@playwright/test';
import { Op } from '../../../src/contract/ops.ts';
import { RawRadio } from '../../net/raw-radio.ts';
import { ALPHA, clean, gatewayUrl } from '../in-window.ts';
import { test } from '../keys/by-keys.ts';
import { VIEW_NAMES } from '../keys/view-names.ts';
import { TalkingRadio } from '../talking-radio.ts';
import { look, LOOKS, wear } from './every-part.ts';

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };

for (const worn of LOOKS) {
  test(`views with somebody on the net: ${worn.theme}, ${worn.language}`, async ({
    openByKeys,
  }) => {
    test.slow();
    const { page, t } = await openByKeys(worn.language, options);
    await wear(page, t, worn);
    const url = await gatewayUrl(page);
    const talker = await TalkingRadio.login(url, 'talker-1', SECRET);
    await talker.join('alpha', 1001);
    talker.talk();
    const silent = await RawRadio.login(url, 'quiet-2', SECRET);
    await silent.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 7 });
    await silent.ask(Op.MESSAGE_CREATE, { channel_id: 'alpha', content: '확인' });
    await expect(page.getByTestId('count-talkers')).toHaveText('1');
    for (const [index, view] of VIEW_NAMES.slice(0, 9).entries()) {
      await page.keyboard.press(String(index + 1));
      const name = t(`views.${view}`);
      await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
      await clean(page, view);
    }
    await page.keyboard.press('1');
    await page.getByRole('button', { name: t('channel.open', { name: 'Alpha' }) }).press('Enter');
    await expect(page.getByRole('log')).toContainText('확인');
    await clean(page, 'channel');
    await page.getByRole('tab', { name: t('channel.events') }).press('Enter');
    await expect(page.getByRole('region', { name: t('channel.events') })).toContainText('talker-1');
    await clean(page, 'events of a channel');
    await talker.close();
    await silent.close();
  });

  test(`what opens from anywhere: ${worn.theme}, ${worn.language}`, async ({ openByKeys }) => {
    test.slow();
    const { page, t } = await openByKeys(worn.language, options);
    await wear(page, t, worn);
    const dialog = (key: string) => page.getByRole('dialog', { name: t(key), exact: true });
    await page.keyboard.press('ControlOrMeta+k');
    await look(page, dialog('commands.palette'), 'palette');
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('xyzzy');
    await look(page, dialog('commands.palette'), 'palette that finds nothing');
    await page.keyboard.press('?');
    await look(page, dialog('commands.keys'), 'keys');
    await page.keyboard.press('n');
    await expect(dialog('net.create.title')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(dialog('net.create.title').locator('[aria-invalid=true]').first()).toBeVisible();
    await look(page, dialog('net.create.title'), 'new channel, refused');
    await page.keyboard.press('w');
    await expect(dialog('messages.writing')).toBeVisible();
    await dialog('messages.writing').locator('button[type=submit]').press('Enter');
    await expect(dialog('messages.writing').getByRole('alert').first()).toBeVisible();
    await look(page, dialog('messages.writing'), 'write, refused');
    await page.keyboard.press('s');
    await look(page, dialog('sanctions.title'), 'no bans');
    await page.keyboard.press('a');
    await look(page, dialog('alarms.title'), 'no alarms');
    await page.keyboard.press('a');
    await dialog('alarms.title')
      .getByRole('button', { name: t('tones.open') })
      .press('Enter');
    await dialog('tones.title')
      .getByRole('switch', { name: t('tones.quiet') })
      .press('Space');
    await look(page, dialog('tones.title'), 'tones');
    await page.getByRole('button', { name: t('join.open') }).press('Enter');
    await look(page, dialog('join.title'), 'join');
  });
}
