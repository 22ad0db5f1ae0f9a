import { expect, type Page } from '@playwright/test';
import { createSocket } from 'node:dgram';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { ALPHA, gatewayUrl, row, show } from './in-window.ts';
import { test } from './open-console.ts';

/** What alarms besides silent radios are raised about, each made to happen in the real app. */

const SECRET = 'a secret for tests alone';
const options = { settings: { channels: [ALPHA] }, env: { LIVECHAT_SECRET: SECRET } };

/** An alarm is in the panel with its severity, and in Events. */
async function alarmed(page: Page, severity: string, text: RegExp): Promise<void> {
  await expect(page.getByTestId('alarms')).toHaveAccessibleName(new RegExp(severity));
  await page.getByTestId('alarms').click();
  const panel = page.getByRole('dialog', { name: 'Alarms' });
  await expect(panel.getByRole('listitem').filter({ hasText: text }).first()).toContainText(
    severity,
  );
  await panel.getByRole('button', { name: 'Acknowledge all' }).click();
  await page.keyboard.press('Escape');
  await show(page, 'Events');
  await expect(row(page, 'Alarm: ').filter({ hasText: text }).first()).toContainText('The net');
  await expect(row(page, 'Alarm acknowledged: ').filter({ hasText: text }).first()).toContainText(
    'Dispatcher',
  );
}

test('log-ins that are refused again and again', async ({ openConsole }) => {
  const { page } = await openConsole(options);
  const url = await gatewayUrl(page);
  for (let tries = 0; tries < 5; tries += 1) {
    const radio = await RawRadio.connect(url);
    await radio.ask(Op.IDENTIFY, { user_id: 'stranger', token: 'guessed' });
    await radio.close();
  }
  await alarmed(page, 'Warning', /Several log-ins as stranger were refused/);
});

test('a relay that crashes, and one that runs again', async ({ openConsole }) => {
  const { app, page } = await openConsole(options);
  const url = await gatewayUrl(page);
  // Whoever is told of the next member is the relay's own thread: it ends as if it had crashed.
  await app.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const post: (message: unknown) => void = Reflect.get(Worker.prototype, 'postMessage');
    let isDone = false;
    Worker.prototype.postMessage = function (this: { terminate(): unknown }, message: unknown) {
      post.call(this, message);
      if (isDone || (message as { do?: string }).do !== 'add') return;
      isDone = true;
      this.terminate();
    };
  });
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 7 });
  await alarmed(page, 'Warning', /The relay crashed and runs again/);
  await expect(row(page, 'The relay crashed: ')).toHaveCount(1);
  await radio.close();
});

test('a port that the system takes away, and gives back', async ({ openConsole }) => {
  const { app, page } = await openConsole(options);
  const url = await gatewayUrl(page);
  await app.evaluate(
    (_electron, port) => {
      type Handle = {
        readonly listening?: boolean;
        address(): { readonly port: number };
        emit(name: string, error: Error): void;
      };
      const all = (process as unknown as { _getActiveHandles(): Handle[] })._getActiveHandles();
      const gateway = all.find((handle) => handle.listening && handle.address().port === port);
      gateway?.emit('error', new Error('accept ENETDOWN'));
    },
    Number(new URL(url).port),
  );
  await alarmed(page, 'Critical', /Radios cannot connect to port \d+.* accept ENETDOWN/);
  await expect(row(page, 'Alarm over: ')).toHaveCount(1);
  const radio = await RawRadio.login(url, 'radio-1', SECRET);
  await radio.close();
});

test('a relay that packets come too fast for', async ({ openConsole }) => {
  test.skip(process.platform !== 'linux', 'only Linux tells what a socket had no room for');
  const { app, page } = await openConsole(options);
  await gatewayUrl(page);
  const port = Number(await page.getByTestId('udp-port').innerText());
  // By then the socket has been looked at once: what it lost before is not counted.
  await expect(page.locator('.net-mark__for')).toHaveText(/0:0[2-9]/);
  const socket = createSocket('udp4');
  const big = Buffer.alloc(1_400, 0x80);
  // While the app stands still nobody reads, and its socket runs over.
  app.process().kill('SIGSTOP');
  for (let sent = 0; sent < 20_000; sent += 1) {
    socket.send(big, port, '127.0.0.1');
    if (sent % 500 === 0) await nextTurn();
  }
  app.process().kill('SIGCONT');
  await alarmed(
    page,
    'Critical',
    /Packets come faster than the relay takes them; [\d,]+ were lost/,
  );
  socket.close();
});
