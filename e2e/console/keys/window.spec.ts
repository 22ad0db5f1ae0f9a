import { expect, type Page } from '@playwright/test';
import { VIEW_NAMES } from './view-names.ts';
import { RawRadio } from '../../net/raw-radio.ts';
import { ALPHA, gatewayUrl } from '../in-window.ts';
import { BOTH, confirm, pressOn, test, type Words } from './by-keys.ts';

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };

/** Opens the palette, types, and takes what is chosen. */
async function choose(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.insertText(text);
  await expect(page.getByRole('option', { selected: true })).toContainText(text);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveCount(0);
}

const title = (page: Page, t: Words, view: string) =>
  page.getByRole('heading', { level: 1, name: t(`views.${view}`), exact: true });

for (const language of BOTH) {
  test(`the palette leads to every view, channel and radio: ${language}`, async ({
    openByKeys,
  }) => {
    const { page, t } = await openByKeys(language, options);
    const radio = await RawRadio.login(await gatewayUrl(page), 'radio-7', SECRET);
    await expect(page.getByTestId('count-radios')).toHaveText('1');
    for (const view of VIEW_NAMES) {
      await choose(page, t(`views.${view}`));
      await expect(title(page, t, view)).toBeVisible();
    }
    await choose(page, t('channel.open', { name: 'Alpha' }));
    await expect(page.getByRole('heading', { level: 1, name: 'Alpha' })).toBeFocused();
    await choose(page, t('commands.open_radio', { user: 'radio-7' }));
    await expect(page.getByRole('complementary', { name: 'radio-7' })).toBeVisible();
    await choose(page, t('commands.theme'));
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
    await choose(page, t('radios.kick_user', { user: 'radio-7' }));
    await confirm(
      page.getByRole('dialog', { name: t('radios.kicking.title', { user: 'radio-7' }) }),
      t,
    );
    expect(await radio.closed).toMatchObject({ code: 4010 });
  });

  test(`keys lead to every view, are listed, and can be switched off: ${language}`, async ({
    openByKeys,
  }) => {
    const { page, t } = await openByKeys(language, options);
    for (const [index, view] of VIEW_NAMES.slice(0, 9).entries()) {
      await page.keyboard.press(String(index + 1));
      await expect(title(page, t, view)).toBeVisible();
    }
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: t('commands.keys') });
    for (const words of ['net.new_channel', 'tokens.mint', 'messages.write', 'commands.undo']) {
      await expect(keys).toContainText(t(words));
    }
    await pressOn(keys.getByRole('switch', { name: t('commands.letters') }), 'Space');
    await page.keyboard.press('Escape');
    await expect(keys).toHaveCount(0);
    await page.keyboard.press('1');
    await expect(title(page, t, 'settings')).toBeVisible();
  });

  test(`the address and the join link are copied: ${language}`, async ({ openByKeys }) => {
    const { app, page, t } = await openByKeys(language);
    const clipboard = (): Promise<string> =>
      app.evaluate((electron) => electron.clipboard.readText());
    const address = await gatewayUrl(page);
    await pressOn(page.getByRole('button', { name: t('strip.copy_address', { address }) }));
    await expect.poll(clipboard).toBe(address);
    await pressOn(page.getByRole('button', { name: t('join.open') }));
    const dialog = page.getByRole('dialog', { name: t('join.title') });
    await pressOn(dialog.getByRole('button', { name: t('join.copy') }));
    await expect.poll(clipboard).toBe(await dialog.getByTestId('join-uri').innerText());
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: t('join.open') })).toBeFocused();
  });
}
