import { expect } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayUrl } from '../in-window.ts';
import { TalkingRadio } from '../talking-radio.ts';
import { BOTH, pressOn, test } from './by-keys.ts';

for (const language of BOTH) {
  test(`from the first start to the first radio heard: ${language}`, async ({ openByKeys }) => {
    // A folder that nobody has used. Another net of this machine may have the default ports.
    const dataDir = mkdtempSync(join(tmpdir(), 'livechat-first-'));
    const { page, t } = await openByKeys(language, { dataDir });
    const free = page.getByRole('button', { name: t('start.free_ports') });
    const head = page.getByRole('heading', { level: 1, name: t('views.check') });
    await expect(free.or(head)).toBeVisible();
    if (await free.isVisible()) await pressOn(free);
    await expect(head).toBeVisible();
    const name = t('check.steps.channel_first');
    await pressOn(page.getByRole('button', { name: t('check.steps.channel_create') }));
    await expect(
      page.getByText(t('check.steps.channel_done', { count: 1, names: name })),
    ).toBeVisible();
    await pressOn(page.getByRole('button', { name: t('check.steps.token_mint') }));
    await page.keyboard.type('radio-1');
    await page.keyboard.press('Enter');
    const minted = page.getByRole('dialog', {
      name: t('tokens.minted.title', { user: 'radio-1' }),
    });
    const token = await minted.getByRole('textbox').first().inputValue();
    await page.keyboard.press('Escape');
    await expect(minted).toHaveCount(0);
    const { port } = new URL(await gatewayUrl(page));
    const radio = await TalkingRadio.login(`ws://127.0.0.1:${port}/ws`, 'radio-1', token);
    const [channel] = await radio.client.list();
    await radio.join(channel?.channel_id ?? '', 7);
    radio.talk();
    const heard = { user: 'radio-1', channel: name };
    await expect(page.getByText(t('check.voice.heard', heard))).toBeVisible();
    await pressOn(page.getByRole('button', { name: t('check.voice.to_net') }));
    await expect(page.getByRole('heading', { level: 1, name: t('views.net') })).toBeVisible();
    await radio.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test(`a port in use is left for a free one: ${language}`, async ({ openByKeys }) => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const { page, t } = await openByKeys(language, { settings: { ws_port: port } });
    await expect(page.getByRole('alert')).toContainText(t('start.title'));
    await expect(page.getByRole('alert')).toContainText(String(port));
    await pressOn(page.getByRole('button', { name: t('start.retry') }));
    await expect(page.getByRole('alert')).toContainText(String(port));
    await pressOn(page.getByRole('button', { name: t('start.free_ports') }));
    expect(await gatewayUrl(page)).not.toContain(`:${port}/`);
    blocker.close();
  });
}
