import { expect } from '@playwright/test';
import { RawRadio } from '../net/raw-radio.ts';
import { gatewayUrl, row, show } from './in-window.ts';
import { test } from './open-console.ts';

/** The machine that the net runs on: sleep, and networks that come and go. */

const SECRET = 'a secret for tests alone';
const env = { LIVECHAT_SECRET: SECRET };

test('the machine is kept awake while radios are on, and only then', async ({ openConsole }) => {
  const { app, page } = await openConsole({ env });
  const isKeptAwake = (): Promise<boolean> =>
    app.evaluate(({ powerSaveBlocker }) =>
      Array.from({ length: 20 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
    );
  const url = await gatewayUrl(page);
  expect(await isKeptAwake()).toBe(false);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await expect.poll(isKeptAwake).toBe(true);
  await radio.close();
  await expect.poll(isKeptAwake).toBe(false);
  const again = await RawRadio.login(url, 'radio-1', SECRET);
  await expect.poll(isKeptAwake).toBe(true);
  await again.close();
});

test('no radio is a zombie for as long as the system says that it sleeps', async ({
  openConsole,
}) => {
  const { app, page } = await openConsole({
    env,
    settings: {
      heartbeat_interval_ms: 300,
      suspect_after_ms: 400,
      zombie_after_ms: 1_000,
      reaper_interval_ms: 100,
    },
  });
  const url = await gatewayUrl(page);
  await page.keyboard.press('2');
  const announce = (event: 'suspend' | 'resume'): Promise<boolean> =>
    app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
  await announce('suspend');
  const silent = await RawRadio.login(url, 'silent', SECRET);
  await expect(row(page, 'silent')).toContainText('Alive');
  // By its own words it has been silent for several times as long as would end any session.
  await expect(row(page, 'silent')).toContainText(/0:0[4-9]/);
  await expect(row(page, 'silent')).toContainText('Alive');
  await announce('resume');
  await expect(row(page, 'silent')).toHaveCount(0);
  expect(await silent.closed).toMatchObject({ code: 4009 });
});

test('for how long the net stood still is told in Events', async ({ openConsole }) => {
  const { app, page } = await openConsole({ env });
  const radio = await RawRadio.login(await gatewayUrl(page), 'radio-1', SECRET);
  // A process cannot be put to sleep for an hour: to its clock it was.
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    const now = process.hrtime.bigint.bind(process.hrtime);
    process.hrtime.bigint = () => now() + 3_600_000_000_000n;
    powerMonitor.emit('resume');
  });
  await show(page, 'Events');
  await expect(row(page, 'The computer slept')).toContainText(/stood still for (1:00:0|59:5)\d/);
  await show(page, 'Radios');
  await expect(row(page, 'radio-1')).toContainText('Alive');
  await radio.close();
});

test('a changed address is shown, a network that is lost too, each with its alarm', async ({
  openConsole,
}) => {
  const { app, page } = await openConsole({ settings: { host: '' } });
  const port = new URL(await gatewayUrl(page)).port;
  const onNetworks = (...addresses: string[]): Promise<void> =>
    app.evaluate((_electron, all) => {
      const os = process.getBuiltinModule('node:os');
      const at = (address: string): object => ({ address, family: 'IPv4', internal: false });
      os.networkInterfaces = () => ({ wlan: all.map((address) => at(address) as never) });
      process.getBuiltinModule('node:module').syncBuiltinESMExports();
    }, addresses);
  await onNetworks('192.168.77.5');
  await expect(page.getByTestId('gateway-address')).toHaveText(`ws://192.168.77.5:${port}/ws`);
  await expect(page.getByRole('status').filter({ hasText: /Changed at/ })).toBeVisible();
  await page.keyboard.press('a');
  const alarms = page.getByRole('dialog', { name: 'Alarms' });
  await expect(alarms).toContainText(/Radios now find the net at wss:\/\/192\.168\.77\.5/);
  await onNetworks();
  await expect(page.getByTestId('gateway-address')).toHaveText('No address');
  await expect(alarms).toContainText('This computer has lost its network');
  await onNetworks('192.168.77.6');
  await expect(alarms).toContainText('this computer has a network again');
  await alarms.getByRole('button', { name: 'Acknowledge all' }).click();
  await page.keyboard.press('Escape');
  await show(page, 'Events');
  await expect(row(page, 'Alarm acknowledged: ')).toHaveCount(1);
});
