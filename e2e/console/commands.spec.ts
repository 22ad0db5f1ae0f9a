import { expect } from '@playwright/test';
import { RawRadio } from '../net/raw-radio.ts';
import { ALPHA, clean, gatewayUrl } from './in-window.ts';
import { test } from './open-console.ts';

const SECRET = 'a secret for tests alone';
const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';

test('the palette finds and does what is wanted, from the keyboard alone', async ({
  openConsole,
}) => {
  const { page } = await openConsole({
    settings: { channels: [ALPHA] },
    env: { LIVECHAT_SECRET: SECRET },
  });
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-7', SECRET);
  await expect(page.getByTestId('count-radios')).toHaveText('1');
  const choose = async (typed: string, option: string): Promise<void> => {
    await page.keyboard.press(`${MOD}+k`);
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.type(typed);
    await expect(page.getByRole('option', { selected: true })).toContainText(option);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByRole('combobox')).toHaveCount(0);
  };
  await page.keyboard.press(`${MOD}+k`);
  await clean(page);
  await page.keyboard.type('xyzzy');
  await expect(page.getByText('Nothing matches “xyzzy”')).toBeVisible();
  await page.keyboard.press('Escape');

  await choose('traf', 'Traffic');
  await expect(page.getByRole('heading', { level: 1, name: 'Traffic' })).toBeVisible();
  await choose('newch', 'New channel');
  await expect(page.getByRole('dialog', { name: 'New channel' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose('open r7', 'Open radio-7');
  await expect(page.getByRole('complementary', { name: 'radio-7' })).toBeVisible();
  await choose('한국', '한국어');
  await choose('ㅁㅇㄷ', '무응답');
  await expect(page.getByRole('heading', { level: 1, name: '무응답' })).toBeVisible();
  await choose('밝은', '밝은 화면');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.keyboard.press(`${MOD}+k`);
  await clean(page);
  await page.keyboard.press('Escape');
  await choose('English', 'English');
  await choose('kick 7', 'Kick radio-7');
  await page.getByRole('dialog').getByRole('button', { name: 'Kick radio-7' }).press('Enter');
  expect(await radio.closed).toMatchObject({ code: 4010 });
});

test('keys do what ? says, and can be switched off', async ({ openConsole }) => {
  const { page } = await openConsole({ settings: { channels: [ALPHA] } });
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  await page.keyboard.press('t');
  const minting = page.getByRole('dialog', { name: 'Mint a token' });
  await minting.getByLabel('User id').fill('radio-1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Token for radio-1' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog', { name: 'New channel' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toContainText('New channel');
  await clean(page);
  await keys.getByRole('switch').uncheck();
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await page.keyboard.press('n');
  await page.keyboard.press('4');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Net' })).toBeVisible();
  await page.keyboard.press(`${MOD}+k`);
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
});
