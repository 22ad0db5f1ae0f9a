import { expect } from '@playwright/test';
import { createSocket } from 'node:dgram';
import { RawRadio } from '../net/raw-radio.ts';
import { join, resumable } from '../net/resumable.ts';
import { ALPHA, cleanInAll, gatewayUrl, row, show } from './in-window.ts';
import { test } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

const SECRET = 'a secret for tests alone';
/** Soon suspects, and for a long time after that. */
const settings = {
  channels: [ALPHA],
  heartbeat_interval_ms: 500,
  suspect_after_ms: 1_000,
  zombie_after_ms: 300_000,
};

test('silent radios: which side, poked, kicked', async ({ openConsole }) => {
  const { page } = await openConsole({ settings, env: { LIVECHAT_SECRET: SECRET } });
  const url = await gatewayUrl(page);
  await show(page, 'Zombies');
  await expect(page.getByText('Every radio answers')).toBeVisible();
  const quiet = await RawRadio.login(url, 'quiet-1', SECRET);
  const deaf = await RawRadio.login(url, 'deaf-2', SECRET);
  deaf.socket.pause();
  const { radio: lost } = await resumable(url, 'lost-3', SECRET);
  await join(lost, 3);
  lost.socket.terminate();

  await expect(row(page, 'quiet-1')).toContainText(/Suspect.*Both.*[45]:\d\d/);
  await expect(row(page, 'lost-3')).toContainText(/Lost.*Both/);
  await page.getByRole('button', { name: 'Poke quiet-1' }).click();
  await expect(row(page, 'quiet-1').getByRole('status')).toHaveText(/^Answered in [\d.]+ ms$/);
  await page.getByRole('button', { name: 'Poke deaf-2' }).click();
  await expect(row(page, 'deaf-2').getByRole('status')).toHaveText('Waiting…');
  await expect(row(page, 'deaf-2').getByRole('status')).toHaveText('No answer');
  await page.getByRole('button', { name: 'Poke lost-3' }).click();
  await expect(row(page, 'lost-3').getByRole('status')).toHaveText('No answer');
  await cleanInAll(page);

  await page.getByRole('button', { name: 'Kick quiet-1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kick quiet-1' }).click();
  expect(await quiet.closed).toMatchObject({ code: 4010 });
  await expect(row(page, 'quiet-1')).toHaveCount(0);
  await page.getByRole('button', { name: 'Kick all 2…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Kick 2 radios?' });
  await expect(dialog.getByRole('listitem')).toHaveText([/^deaf-2/, /^lost-3/]);
  await dialog.getByRole('button', { name: 'Kick 2 radios' }).click();
  await expect(page.getByText('Every radio answers')).toBeVisible();
  deaf.socket.terminate();
});

test('each way that falls silent is told by itself', async ({ openConsole }) => {
  const { page } = await openConsole({ settings, env: { LIVECHAT_SECRET: SECRET } });
  const url = await gatewayUrl(page);
  const noMedia = await TalkingRadio.login(url, 'no-media-1', SECRET);
  await noMedia.join('alpha', 1);
  const deaf = await RawRadio.login(url, 'no-socket-2', SECRET);
  await join(deaf, 2);
  const port = Number(await page.getByTestId('udp-port').innerText());
  const socket = createSocket('udp4');
  let sequence = 0;
  const talking = setInterval(() => {
    const packet = Buffer.alloc(32, 0x80);
    packet.writeUInt16BE((sequence += 1) & 0xffff, 2);
    packet.writeUInt32BE(2, 8);
    socket.send(packet, port, '127.0.0.1');
  }, 100);
  await noMedia.loseMedia();
  await show(page, 'Zombies');
  await expect(row(page, 'no-media-1')).toContainText('UDP');
  await expect(row(page, 'no-socket-2')).toContainText(/Suspect.*WebSocket/);
  clearInterval(talking);
  await expect(row(page, 'no-socket-2')).toContainText('Both');
  socket.close();
  await noMedia.close();
  await deaf.close();
});

test('a zombie is gone when its countdown ends', async ({ openConsole }) => {
  const { page } = await openConsole({
    settings: { ...settings, zombie_after_ms: 4_000 },
    env: { LIVECHAT_SECRET: SECRET },
  });
  const radio = await RawRadio.login(await gatewayUrl(page), 'quiet-1', SECRET);
  await show(page, 'Zombies');
  await expect(row(page, 'quiet-1')).toContainText('Suspect');
  expect(await radio.closed).toMatchObject({ code: 4009 });
  await expect(page.getByText('Every radio answers')).toBeVisible();
});
