import { expect, test } from '@playwright/test';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CloseCode } from '../../src/contract/errors.ts';
import { Op } from '../../src/contract/ops.ts';
import { ALPHA, gatewayUrl, mintInWindow, show } from '../console/in-window.ts';
import { TalkingRadio } from '../console/talking-radio.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { bootedSystem, hasUser, type BootedSystem } from './booted-system.ts';
import { driveApp, freeTcpPort, giveSettings } from './driven-app.ts';
import { addOrdinaryUser, removeOrdinaryUser, type OrdinaryUser } from './ordinary-user.ts';
import { lines, packageFile, sh } from './packages.ts';

/** The .deb, from its installation to its removal; each test goes on where the one before ended. */

test.describe.configure({ mode: 'serial' });

const project = resolve(import.meta.dirname, '../..');
let user: OrdinaryUser;
let folder: string;

test.beforeAll(() => {
  user = addOrdinaryUser();
  folder = mkdtempSync(join(tmpdir(), 'livechat-package-'));
});

test.afterAll(() => {
  sh('dpkg', '--purge', 'mini-livechat'); // still there where a test has failed
  removeOrdinaryUser();
  rmSync(folder, { recursive: true, force: true });
});

/** Every path on this machine that is named after the app, but for its sources and caches. */
function traces(): string[] {
  const places = ['/etc', '/home', '/opt', '/usr', '/var', '/srv', '/run'];
  const apart = [project, folder];
  const list = sh('find', ...places, '-xdev', '-iname', '*livechat*', '-prune', '-print');
  return lines(list).filter((path) => !apart.some((place) => path.startsWith(place)));
}

test('apt installs it, with a service that is off', () => {
  test.setTimeout(180_000);
  sh('apt-get', 'install', '--yes', '--no-install-recommends', packageFile('deb'));
  expect(sh('livechat', '--version').trim()).toMatch(/^\d+\.\d+\.\d+(-test)?$/);
  expect(hasUser('livechat')).toBe(true);
  expect(existsSync('/etc/systemd/system/multi-user.target.wants/livechat.service')).toBe(false);
  sh('systemd-analyze', 'verify', '/usr/lib/systemd/system/livechat.service');
});

test('an ordinary user sees a radio log in, hears of its talking, and kicks it', async () => {
  const data = giveSettings(user, { channels: [ALPHA] });
  const { program, browser, page } = await driveApp(user, '/usr/bin/mini-livechat');
  await expect.poll(program.said).toContain('the net is on the air');
  expect(program.said()).toContain(`"data_dir":"${data}"`);
  expect(program.said()).toContain('"media_io":"mmsg"');
  // The sandbox: the renderer is in a namespace of its own, and its system calls are filtered.
  const [pid = ''] = lines(sh('pgrep', '-u', user.name, '-f', '--', '--type=renderer'));
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  expect(status).toMatch(/^NSpid:\t\d+\t\d+/m);
  expect(status).toMatch(/^Seccomp:\t2$/m);
  await expect(page).toHaveTitle(/Mini LiveChat/);

  const token = await mintInWindow(page, 'talker-1');
  const url = await gatewayUrl(page);
  const radio = await TalkingRadio.login(url, 'talker-1', token);
  await radio.join('alpha', 1001);
  radio.talk();
  await show(page, 'Radios');
  await page.getByRole('button', { name: /^talker-1/ }).click();
  const story = page.getByRole('complementary', { name: 'talker-1' });
  await expect(story).toContainText('Talking');
  await story.getByRole('button', { name: 'Kick…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Kick talker-1?' });
  await dialog.getByRole('button', { name: 'Kick talker-1' }).click();
  expect((await radio.client.closed).code).toBe(CloseCode.KICKED);
  await expect(story).toContainText('This radio is no longer logged in.');

  // A radio that stays until the app is told to end.
  const other = await RawRadio.login(url, 'talker-2', await mintInWindow(page, 'talker-2'));
  await browser.close();
  await program.stop();
  expect((await other.closed).code).toBe(CloseCode.GOING_AWAY);
});

test('the service answers a radio, comes back after a kill, and stops with 1001', async () => {
  test.setTimeout(120_000);
  const system = await bootedSystem(folder);
  try {
    await checkService(system);
  } finally {
    await system.stop();
  }
});

async function checkService({ root, run }: BootedSystem): Promise<void> {
  const [ws_port, wss_port] = [await freeTcpPort(), await freeTcpPort()];
  const dataDir = join(root, 'var', 'lib', 'livechat');
  run('install', '-d', '-o', 'livechat', '-g', 'livechat', '-m', '0700', '/var/lib/livechat');
  const settings = { host: '127.0.0.1', ws_port, wss_port, udp_port: 0, channels: [ALPHA] };
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings));
  const property = (name: string): string =>
    run('systemctl', 'show', '--property', name, '--value', 'livechat').trim();
  const url = `ws://127.0.0.1:${ws_port}/ws`;

  run('systemctl', 'enable', '--now', 'livechat');
  expect(property('ActiveState')).toBe('active');
  const mint = ['token', 'mint', '--user', 'radio-1', '--data-dir', '/var/lib/livechat'];
  const minted = run('runuser', '-u', 'livechat', '--', '/usr/bin/livechat', ...mint);
  const token = /\S+\.\S+\.\S+/.exec(minted)?.[0] ?? '';
  const login = () => RawRadio.login(url, 'radio-1', token);

  await expect
    .poll(() =>
      login()
        .then((radio) => radio.close())
        .then(() => true, String),
    )
    .toBe(true);
  const first = property('MainPID');
  const killed = await login();
  run('kill', '-9', first);
  expect((await killed.closed).code).not.toBe(CloseCode.GOING_AWAY);
  await expect.poll(() => property('NRestarts')).toBe('1');
  await expect
    .poll(() =>
      login()
        .then((radio) => radio.close())
        .then(() => true, String),
    )
    .toBe(true);
  expect(property('MainPID')).not.toBe(first);

  const radio = await login();
  const [answer] = await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 1001 });
  expect(answer?.op).toBe(Op.ACK);
  run('systemctl', 'stop', 'livechat');
  expect((await radio.closed).code).toBe(CloseCode.GOING_AWAY);
  expect(property('Result')).toBe('success');
  const log = run('journalctl', '--unit', 'livechat', '--output', 'cat');
  expect(log).toContain('"io":"mmsg"');
  expect(log).toContain('{"event":"stopped"}');
  expect(run('stat', '--format', '%U %a', '/var/lib/livechat').trim()).toBe('livechat 700');
  // Its hardening, in systemd's own words: 10 is none at all.
  const judged = run('systemd-analyze', 'security', '--no-pager', 'livechat');
  expect(Number(/exposure level for \S+: ([\d.]+)/.exec(judged)?.[1])).toBeLessThan(2);
  run('systemctl', 'disable', 'livechat');
  if (root === '/') rmSync(dataDir, { recursive: true });
}

test('removed, it leaves the data and says where, and nothing else', () => {
  test.setTimeout(120_000);
  const installed = lines(sh('dpkg', '-L', 'mini-livechat'));
  const said = sh('apt-get', 'purge', '--yes', 'mini-livechat');
  expect(said).toContain(".config/Mini LiveChat'");
  // What is left of it are folders that other packages have too.
  const left = installed.filter((path) => existsSync(path));
  expect(left.filter((path) => path.includes('livechat') || !statSync(path).isDirectory())).toEqual(
    [],
  );
  expect(traces()).toEqual([user.home]);
  expect(hasUser('livechat')).toBe(false); // no data of the service, so nobody has to own it
  const data = join(user.home, '.config', 'Mini LiveChat', 'net');
  expect(readFileSync(join(data, 'settings.json'), 'utf8')).toContain('alpha');
  expect(existsSync(join(data, 'journal.db'))).toBe(true);
});
