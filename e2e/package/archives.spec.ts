import { listPackage } from '@electron/asar';
import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUSES, readFuses } from '../../scripts/lib/fuses.mjs';
import { gatewayUrl } from '../console/in-window.ts';
import { APP_FILES, ASAR_FILES, differences, SYSTEM_FILES } from './contents.ts';
import { driveApp, giveSettings } from './driven-app.ts';
import { addOrdinaryUser, removeOrdinaryUser, runAs, type OrdinaryUser } from './ordinary-user.ts';
import { filesOf, packageFile, sh } from './packages.ts';

/** What is in the packages, and that what is opened by hand starts too. */

const APP_DIR = '/usr/lib/mini-livechat/';
const NOTHING = { tooMuch: [], missing: [] };
let user: OrdinaryUser;
let folder: string;

test.beforeAll(() => {
  user = addOrdinaryUser();
  folder = mkdtempSync(join(tmpdir(), 'livechat-archives-'));
  chmodSync(folder, 0o755); // it is an ordinary user who starts what is in it
});

test.afterAll(() => {
  removeOrdinaryUser();
  rmSync(folder, { recursive: true, force: true });
});

test('the .deb and the .rpm bring the same files, and each of them is wanted', () => {
  const files = filesOf('deb');
  expect(filesOf('rpm')).toEqual(files);
  const app = files.filter((file) => file.startsWith(APP_DIR));
  const others = files.filter((file) => !file.startsWith(APP_DIR));
  expect(differences(others, SYSTEM_FILES)).toEqual(NOTHING);
  const names = app.map((file) => file.slice(APP_DIR.length));
  expect(differences(names, APP_FILES)).toEqual(NOTHING);
  expect(filesOf('zip')).toEqual(names.map((name) => `/${name}`).sort());
});

test('the .rpm makes its user, turns nothing on and tells where the data stays', () => {
  const scripts = sh('rpm', '-qp', '--scripts', packageFile('rpm'));
  expect(scripts).toContain('useradd --system');
  expect(scripts).not.toContain('systemctl enable');
  expect(scripts).toContain('stays in /var/lib/livechat');
  const modes = sh(
    'rpm',
    '-qp',
    '--queryformat',
    '[%{FILEMODES:perms} %{FILENAMES}\n]',
    packageFile('rpm'),
  );
  expect(modes).toContain(`-rwsr-xr-x ${APP_DIR}chrome-sandbox`);
});

for (const kind of ['rpm', 'zip'] as const) {
  test(`what is in the .${kind} starts, the app and the command line`, async () => {
    const place = join(folder, kind);
    mkdirSync(place);
    const app = kind === 'rpm' ? openRpm(place) : openZip(place);

    const read = await readFuses(join(app, 'mini-livechat'));
    expect(read).toEqual(Object.fromEntries(Object.keys(read).map((name) => [name, FUSES[name]])));
    const inside = listPackage(join(app, 'resources', 'app.asar'), { isPack: false });
    const files = inside.filter((name) => !inside.some((other) => other.startsWith(`${name}/`)));
    const names = files.map((name) => name.slice(1));
    expect(differences(names, ASAR_FILES)).toEqual(NOTHING);
    const notices = readFileSync(join(app, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['react', 'ws', 'koffi', '@photostructure/sqlite', '@mantine/core', 'zod']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }

    giveSettings(user, {});
    const { program, browser, page } = await driveApp(user, join(app, 'mini-livechat'));
    await expect.poll(program.said).toContain('the net is on the air');
    expect(program.said()).toContain('"media_io":"mmsg"');
    expect(await gatewayUrl(page)).toMatch(/^wss?:/);
    await browser.close();
    await program.stop();

    const options = ['--host', '127.0.0.1', '--ws-port', '0', '--wss-port', '0', '--udp-port', '0'];
    const data = join(user.home, `served-${kind}`);
    const served = runAs(user, join(app, 'livechat'), [
      ...['serve', '--json', '--data-dir', data],
      ...options,
    ]);
    await expect.poll(served.said).toContain('"event":"listening"');
    expect(served.said()).toContain('"io":"mmsg"');
    await served.stop();
    expect(served.said()).toContain('"event":"stopped"');
    expect(existsSync(join(data, 'journal.db'))).toBe(true);
  });
}

function openRpm(place: string): string {
  // Its owner alone could make the sandbox's helper set-uid: opened by hand there is none.
  execFileSync('sh', ['-c', 'rpm2cpio "$1" | cpio -idm --quiet', 'sh', packageFile('rpm')], {
    cwd: place,
  });
  const app = join(place, APP_DIR);
  chmodSync(join(app, 'chrome-sandbox'), 0o755);
  return app;
}

function openZip(place: string): string {
  const file = packageFile('zip');
  sh('unzip', '-q', file, '-d', place);
  return join(
    place,
    file
      .split('/')
      .at(-1)
      ?.replace(/\.zip$/, '') ?? '',
  );
}
