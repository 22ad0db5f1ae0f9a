import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { SETTING_FIELDS } from '../../src/contract/setting-fields.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { ALPHA, clean, cleanInAll, gatewayUrl, mintInWindow, row, show } from './in-window.ts';
import { test, type OpenConsole } from './open-console.ts';
import { TalkingRadio } from './talking-radio.ts';

const SECRET = 'a secret for tests alone';
const env = { LIVECHAT_SECRET: SECRET };

async function openSettings(page: Page): Promise<void> {
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  await show(page, 'Settings');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(0);
}

function kept({ dataDir }: OpenConsole): Record<string, unknown> {
  const text = readFileSync(join(dataDir, 'settings.json'), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}

/** Free ports that stay the same over a restart, on a net that has them. */
async function onKeptPorts(console_: OpenConsole): Promise<void> {
  const { page } = console_;
  const url = await gatewayUrl(page);
  await openSettings(page);
  await page.getByRole('textbox', { name: 'Gateway port (ws)' }).fill(new URL(url).port);
  const udp = await page.getByTestId('udp-port').innerText();
  const wss = await page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const { net } = await livechat.snapshot();
    return net.state === 'on_air' ? String(net.addresses.wss_port) : '';
  });
  await page.getByRole('textbox', { name: 'Gateway port with TLS (wss)' }).fill(wss);
  await page.getByRole('textbox', { name: 'Media port (UDP)' }).fill(udp);
  await save(page);
}

/** Answers the system's file dialogs in the place of a user. */
async function chooseFile(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, path);
}

test('every setting is there with its default and what is allowed, and can be found', async ({
  openConsole,
}) => {
  const { page } = await openConsole();
  await openSettings(page);
  for (const { name } of SETTING_FIELDS) {
    await expect(page.getByText(name, { exact: true }).first()).toBeAttached();
  }
  const search = page.getByRole('textbox', { name: 'Find a setting' });
  await search.fill('heartbeat_int');
  await expect(page.locator('.setting')).toHaveCount(1);
  await expect(page.locator('.setting')).toContainText('Default: 10,000 ms');
  await expect(page.locator('.setting')).toContainText('Allowed: 10 to 3,600,000 ms');
  await expect(page.locator('.setting')).toContainText('After a restart of the net');
  await search.fill('no such thing');
  await expect(page.getByText('No setting is called that')).toBeVisible();
  await search.fill('');
  await cleanInAll(page);
});

test('a live setting takes effect at once, on a real radio, and stands in Events', async ({
  openConsole,
}) => {
  const console_ = await openConsole({ env });
  const { page } = console_;
  const url = await gatewayUrl(page);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await openSettings(page);
  await page.getByRole('textbox', { name: 'Radios logged in' }).fill('1');
  await expect(page.getByText('1 change is not saved')).toBeVisible();
  await clean(page);
  // What is not saved yet outlives a look at another view.
  await show(page, 'Net');
  await show(page, 'Settings');
  await save(page);
  expect(kept(console_)).toMatchObject({ limits: { sessions: 1 } });
  await expect(page.getByText('Saved and in force')).toBeVisible();
  await expect(RawRadio.login(url, 'radio-2', SECRET)).rejects.toThrow('the net is full');
  await show(page, 'Events');
  await expect(row(page, 'limits.sessions: 5000 → 1')).toContainText('Dispatcher');
  await show(page, 'Settings');
  await page.getByRole('button', { name: 'Back to the default of “Radios logged in”' }).click();
  await save(page);
  expect(kept(console_)).not.toHaveProperty('limits');
  const second = await RawRadio.login(url, 'radio-2', SECRET);
  second.socket.close();
  radio.socket.close();
});

test('what is wrong is said at its field, and nothing is saved', async ({ openConsole }) => {
  const console_ = await openConsole();
  const { page } = console_;
  await openSettings(page);
  const before = kept(console_);
  await page.getByRole('textbox', { name: 'Gateway port (ws)' }).fill('70000');
  await page.getByRole('textbox', { name: 'Suspect after' }).fill('5000');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('alert')).toHaveText([
    'Got 70000. Allowed: 0 to 65535',
    'Has to be more than “Heartbeat every”, 10,000 ms.',
  ]);
  await page.getByRole('textbox', { name: 'Gateway port (ws)' }).fill('0');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('alert')).toHaveText([
    'Has to be more than “Heartbeat every”, 10,000 ms.',
  ]);
  await clean(page);
  expect(kept(console_)).toEqual(before);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Suspect after' })).toHaveValue('20000');
});

test('a restart names who is on, and a real radio comes back and is heard', async ({
  openConsole,
}) => {
  const console_ = await openConsole({ settings: { channels: [ALPHA] } });
  const { page } = console_;
  await onKeptPorts(console_);
  const radio = await TalkingRadio.login(
    await gatewayUrl(page),
    'radio-1',
    await mintInWindow(page, 'radio-1'),
  );
  await radio.join('alpha', 7);
  radio.talk();
  await show(page, 'Settings');
  await page.getByRole('textbox', { name: 'Time to log in' }).fill('5000');
  await save(page);
  await expect(page.getByText('Time to log in: 10,000 ms → 5,000 ms')).toBeVisible();
  await page.getByRole('button', { name: 'Restart the net' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Restart the net?' });
  await expect(dialog).toContainText('1 radio is on.');
  await expect(dialog).toContainText('Radios come back by themselves');
  await clean(page);
  const back = new Promise<void>((resolve) => {
    radio.client.on('identified', () => resolve());
  });
  await dialog.getByRole('button', { name: 'Restart the net' }).click();
  await back;
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(page.getByText('Time to log in: 10,000 ms → 5,000 ms')).toHaveCount(0);
  await show(page, 'Radios');
  await expect(row(page, 'radio-1')).toContainText('Talking');
  await show(page, 'Tokens');
  await expect(row(page, 'radio-1')).toContainText('Valid');
  await radio.close();
});

test('a port that is taken brings up the start view, with the way back to what worked', async ({
  openConsole,
}) => {
  const console_ = await openConsole();
  const { page, dataDir } = console_;
  await onKeptPorts(console_);
  const url = await gatewayUrl(page);
  await page.getByRole('button', { name: 'Restart the net' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restart the net' }).click();
  await expect(page.getByText('The net is on the air again')).toBeVisible();
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  await page.getByRole('textbox', { name: 'Gateway port (ws)' }).fill(String(port));
  await save(page);
  await page.getByRole('button', { name: 'Restart the net' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restart the net' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The net is not on the air' });
  await expect(alert).toContainText(`TCP port ${port}`);
  await clean(page);
  await page.getByRole('button', { name: 'Go back to the earlier settings' }).click();
  await expect(page.getByTestId('gateway-address')).toHaveText(url);
  // What did not work is not lost either.
  const refused = readFileSync(join(dataDir, 'settings.before.json'), 'utf8');
  expect(JSON.parse(refused)).toMatchObject({ ws_port: port });
  blocker.close();
});

test('preset channels are added, taken over, edited and removed', async ({ openConsole }) => {
  const console_ = await openConsole({ settings: { channels: [ALPHA] } });
  const { page } = console_;
  await openSettings(page);
  await page.getByRole('button', { name: 'Add a channel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Preset channel' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Bravo');
  await dialog.getByRole('textbox', { name: 'Channel id' }).fill('alpha');
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await expect(dialog).toContainText('The list has this id already.');
  await clean(page);
  await dialog.getByRole('textbox', { name: 'Channel id' }).fill('bravo');
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await page.getByRole('button', { name: 'Edit channel Alpha' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Anna');
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await save(page);
  await show(page, 'Net');
  await expect(page.getByRole('heading', { name: 'Bravo' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Anna' })).toBeVisible();
  await page.evaluate(() =>
    (
      globalThis as unknown as {
        livechat: { command(name: string, input: object): Promise<unknown> };
      }
    ).livechat.command('channel.create', { channel_id: 'later', channel_name: 'Later' }),
  );
  await show(page, 'Settings');
  await page.getByRole('button', { name: 'Take over what is on the net' }).click();
  await page.getByRole('button', { name: 'Take channel Bravo off the list' }).click();
  await save(page);
  const channels = kept(console_)['channels'] as { channel_id: string }[];
  expect(channels.map(({ channel_id }) => channel_id)).toEqual(['alpha', 'later']);
});

test('settings go out to a file and come in from one; a foreign file is refused', async ({
  openConsole,
}) => {
  const console_ = await openConsole({ settings: { limits: { sessions: 50 } } });
  const { app, page } = console_;
  await openSettings(page);
  const path = test.info().outputPath('settings.json');
  await chooseFile(app, null);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await chooseFile(app, path);
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByText(`Saved: ${path}`)).toBeVisible();
  expect(existsSync(path)).toBe(true);
  const settings = JSON.parse(readFileSync(path, 'utf8')) as object;
  expect(settings).toEqual(kept(console_));

  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import settings?' });
  await expect(dialog).toContainText('Nothing would change');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  writeFileSync(path, JSON.stringify({ ...settings, limits: { sessions: 60 } }));
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByRole('row', { name: /limits.sessions 50 60/ })).toBeVisible();
  await clean(page);
  expect(kept(console_)).toMatchObject({ limits: { sessions: 50 } });
  await dialog.getByRole('button', { name: 'Use these settings' }).click();
  await expect(page.getByText('Saved and in force')).toBeVisible();
  expect(kept(console_)).toMatchObject({ limits: { sessions: 60 } });

  const refused = page.getByRole('dialog', { name: 'The file was not imported' });
  for (const [text, why] of [
    ['{"name":"x","version":"1.0.0"}', 'unknown field "name", "version"'],
    ['{"ws_port": 8080,', 'is not JSON from line 1'],
    ['\u0000\u0001binary', 'is not JSON'],
    ['{"ws_port": 99999}', 'ws_port: got 99999, expected at most 65535'],
    [' '.repeat(1024 * 1024 + 1), 'settings take 1048576 at most'],
  ] as const) {
    writeFileSync(path, text);
    await page.getByRole('button', { name: 'Import' }).click();
    await expect(refused).toContainText(why);
    await refused.getByRole('button', { name: 'Close' }).last().click();
    await expect(refused).toHaveCount(0);
  }
  expect(kept(console_)).toMatchObject({ limits: { sessions: 60 } });
});
