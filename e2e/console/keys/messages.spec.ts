import { expect } from '@playwright/test';
import { Op } from '../../../src/contract/ops.ts';
import { RawRadio, type Frame } from '../../net/raw-radio.ts';
import { gatewayUrl } from '../in-window.ts';
import { BOTH, pressOn, tabTo, test } from './by-keys.ts';

const SECRET = 'a secret for tests alone';
const channels = ['alpha', 'bravo'].map((id) => ({
  channel_id: id,
  channel_name: id.toUpperCase(),
}));
const isMessage = ({ op }: Frame): boolean => op === Op.MESSAGE_EVENT;

for (const language of BOTH) {
  test(`messages are read, answered, and sent to all channels: ${language}`, async ({
    openByKeys,
  }) => {
    const { page, t } = await openByKeys(language, {
      settings: { channels },
      env: { LIVECHAT_SECRET: SECRET },
    });
    const url = await gatewayUrl(page);
    const radios: RawRadio[] = [];
    for (const [index, { channel_id }] of channels.entries()) {
      const radio = await RawRadio.login(url, `radio-${index}`, SECRET);
      await radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc: index + 1 });
      radios.push(radio);
    }
    await radios[1]?.ask(Op.MESSAGE_CREATE, { channel_id: 'bravo', content: 'Gate is open' });
    await page.keyboard.press('7');
    const bravo = page
      .getByRole('navigation', { name: t('messages.channels') })
      .getByRole('button', { name: /BRAVO/ });
    await expect(bravo).toContainText(t('messages.unread', { count: 1 }));
    await pressOn(bravo);
    await expect(page.getByRole('log')).toContainText('Gate is open');
    await expect(page.getByText(t('messages.all_read'))).toBeVisible();
    await tabTo(page.getByRole('textbox', { name: t('messages.text_to', { channel: 'BRAVO' }) }));
    await page.keyboard.insertText('확인');
    await page.keyboard.press('Enter');
    expect(await radios[1]?.until(isMessage)).toMatchObject({ d: { content: '확인' } });

    await pressOn(page.getByRole('button', { name: t('messages.write_several') }));
    const dialog = page.getByRole('dialog', { name: t('messages.writing') });
    await expect(dialog.getByRole('textbox', { name: t('messages.text') })).toBeFocused();
    await page.keyboard.insertText('Storm at six');
    await pressOn(dialog.getByLabel(t('messages.to_all', { count: 2 })), 'Space');
    await pressOn(dialog.getByRole('button', { name: t('messages.send_to', { count: 2 }) }));
    await expect(page.getByText(t('messages.sent', { count: 2 }))).toBeVisible();
    for (const radio of radios) {
      const storm = (frame: Frame): boolean =>
        isMessage(frame) && JSON.stringify(frame).includes('Storm at six');
      expect(await radio.until(storm)).toMatchObject({ d: { author_id: 'operator' } });
      await radio.close();
    }
  });
}
