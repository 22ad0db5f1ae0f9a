import { expect } from '@playwright/test';
import { RawRadio } from '../../net/raw-radio.ts';
import { gatewayUrl, row } from '../in-window.ts';
import { BOTH, confirm, pressOn, test } from './by-keys.ts';

const SECRET = 'a secret for tests alone';
/** Soon suspects, and for a long time after that. */
const settings = { heartbeat_interval_ms: 500, suspect_after_ms: 1_000, zombie_after_ms: 300_000 };

for (const language of BOTH) {
  test(`silent radios are poked, and all of them kicked: ${language}`, async ({ openByKeys }) => {
    const { page, t } = await openByKeys(language, { settings, env: { LIVECHAT_SECRET: SECRET } });
    const url = await gatewayUrl(page);
    const radios = [
      await RawRadio.login(url, 'quiet-1', SECRET),
      await RawRadio.login(url, 'quiet-2', SECRET),
    ];
    await page.keyboard.press('3');
    await expect(row(page, 'quiet-2')).toContainText(t('zombies.sides.both'));
    await pressOn(page.getByRole('button', { name: t('zombies.poke.user', { user: 'quiet-1' }) }));
    const answered = t('zombies.poke.answered', { time: '' }).trim();
    await expect(row(page, 'quiet-1').getByRole('status')).toContainText(answered);
    await pressOn(page.getByRole('button', { name: t('zombies.kick_all', { count: 2 }) }));
    await confirm(
      page.getByRole('dialog', { name: t('radios.kicking.all_title', { count: 2 }) }),
      t,
    );
    for (const radio of radios) expect(await radio.closed).toMatchObject({ code: 4010 });
    await expect(page.getByText(t('zombies.empty'))).toBeVisible();
  });
}
