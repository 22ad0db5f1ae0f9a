import { expect, type Page } from '@playwright/test';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { Op } from '../../src/contract/ops.ts';
import { test } from '../console/open-console.ts';
import { Crowd } from '../crowd/crowd.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { escape, everywhere, type Shoot } from './everywhere.ts';

/** Pictures of the views that many radios fill: a thousand of them in fifty channels. */

const SECRET = 'a secret for tests alone';
const RADIOS = 980;
const SILENT = 20;
const CHANNELS = Array.from(
  { length: 50 },
  (_, index) => `ch-${String(index + 1).padStart(2, '0')}`,
);
const settings = {
  channels: CHANNELS.map((id, index) => ({
    channel_id: id,
    channel_name: index % 7 === 3 ? `구조대 ${index + 1}조 동쪽 능선과 계곡` : `Channel ${id}`,
    capacity: 30,
  })),
  // Who falls silent is soon suspected, and stays for the pictures.
  suspect_after_ms: 15_000,
  zombie_after_ms: 900_000,
};

test('views with many radios', async ({ openConsole }) => {
  const opened = await openConsole({ settings, env: { LIVECHAT_SECRET: SECRET } });
  const { page } = opened;
  const url = await page.getByTestId('gateway-address').innerText();
  const silent = await fallSilent(url);
  const udpPort = await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const { net } = await livechat.snapshot();
    return net.state === 'on_air' ? net.addresses.udp_port : 0;
  });
  const crowd = await Crowd.open({
    ...{ url, udpPort, secret: SECRET, radios: RADIOS },
    ...{ channels: CHANNELS, talkers: 20 },
  });
  await fillIn(page);
  await expect(page.getByTestId('count-radios')).toHaveText('1,000');
  await expect(page.getByTestId('count-talkers')).toHaveText('20');
  await page.keyboard.press('3');
  await expect(page.getByText(new RegExp(`^${SILENT} radios are silent`))).toBeVisible({
    timeout: 30_000,
  });
  await everywhere(opened, async (shoot) => {
    await views(page, shoot);
    await actions(page, shoot);
  });
  crowd.close();
  for (const radio of silent) radio.socket.terminate();
});

/** Radios that say nothing any more once they are in. */
async function fallSilent(url: string): Promise<RawRadio[]> {
  return Promise.all(
    Array.from({ length: SILENT }, async (_, index) => {
      const name = `silent-${String(index + 1).padStart(2, '0')}`;
      const radio = await RawRadio.login(url, name, SECRET);
      await radio.ask(Op.CHANNEL_JOIN, {
        channel_id: CHANNELS[index % 2 === 0 ? 0 : index],
        ssrc: 5_001 + index,
      });
      return radio;
    }),
  );
}

/** Tokens, bans and messages by the hundred. */
async function fillIn(page: Page): Promise<void> {
  await page.evaluate(async (channels) => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    for (let index = 1; index <= 200; index += 1) {
      const user = `radio-${String(index).padStart(4, '0')}`;
      await livechat.command('token.mint', { user_id: user });
      if (index > 30) continue;
      await livechat.command('sanction.add', {
        kind: 'ban',
        user_id: `visitor-${index}`,
        reason: index % 3 === 0 ? '반복된 접속 시도' : '',
        ttl_s: index % 2 === 0 ? 43_200 : null,
      });
      await livechat.command('message.send', {
        channel_ids: channels.slice(0, 40),
        content: `Round ${index}: report your position and your battery.`,
      });
    }
  }, CHANNELS);
}

async function views(page: Page, shoot: Shoot): Promise<void> {
  for (const [view, key] of Object.entries({
    ...{ net: '1', radios: '2', zombies: '3', media: '4', traffic: '5' },
    ...{ tokens: '6', messages: '7', events: '8' },
  })) {
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await shoot(`crowd-${view}`);
  }
  await page.keyboard.press('1');
  await page.locator('[data-channel=ch-01] .channel-card__open').click();
  await expect(page.locator('.channel-page .talk-band--on')).toBeVisible();
  await shoot('crowd-channel');
  await page.keyboard.press('Escape');
}

/** What is asked before something is done to all of them. */
async function actions(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press('2');
  await page.getByRole('columnheader').getByRole('checkbox').check();
  await page
    .getByRole('rowheader', { name: /^radio-0003/ })
    .getByRole('button')
    .click();
  await shoot('crowd-radio');
  for (const [name, key] of Object.entries({
    ...{ kick: 'k', ban: 'b', write: 'w', sanctions: 's', palette: 'Control+k' },
  })) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot(`crowd-${name}`);
    await escape(page);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
