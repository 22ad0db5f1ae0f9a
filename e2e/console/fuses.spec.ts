import { expect, test } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUSES, readFuses } from '../../scripts/lib/fuses.mjs';
import { makeFusedApp } from './fused-app.ts';

/** The app as it is going to be installed: its fuses set, started from an asar. */

test.skip(process.platform === 'darwin', 'a runtime on macOS is a bundle, copied in another way');

let folder: string;
let executable: string;
const running: ChildProcess[] = [];

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livechat-fused-'));
  executable = await makeFusedApp(folder);
});

test.afterAll(async () => {
  for (const app of running) {
    if (app.exitCode !== null || app.signalCode !== null) continue;
    app.kill('SIGTERM');
    await once(app, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

type Started = { readonly said: () => string };

/** Starts the fused app on a data folder of its own, and follows what it says. */
function start(name: string, args: readonly string[], env: Record<string, string> = {}): Started {
  const dataDir = join(folder, name);
  mkdirSync(dataDir);
  const settings = { host: '127.0.0.1', ws_port: 0, udp_port: 0 };
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings));
  const flags = (process.env['LIVECHAT_ELECTRON_FLAGS'] ?? '').split(' ').filter(Boolean);
  const app = spawn(executable, [...flags, ...args, '--data-dir', dataDir], {
    env: { ...process.env, NODE_OPTIONS: '', LIVECHAT_LOG: 'info', ...env },
  });
  running.push(app);
  let said = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  return { said: () => said };
}

test('the fuses that are set are the ones that are read back', async () => {
  const read = await readFuses(executable);
  expect(Object.keys(read).length).toBeGreaterThanOrEqual(8);
  expect(read).toEqual(Object.fromEntries(Object.keys(read).map((name) => [name, FUSES[name]])));
});

test('a fused app starts from its asar', async () => {
  const { said } = start('plain', []);
  await expect.poll(said).toContain('the net is on the air');
});

test('a fused app is no Node, takes no code from outside and opens no debugger', async () => {
  const proof = join(folder, 'proof');
  const code = `require('node:fs').writeFileSync(${JSON.stringify(proof)}, '')`;
  const script = join(folder, 'code.cjs');
  writeFileSync(script, code);
  // As Node it would run the script and end; as the app it goes on the air.
  const asNode = start('as-node', ['-e', code, script], { ELECTRON_RUN_AS_NODE: '1' });
  await expect.poll(asNode.said).toContain('the net is on the air');
  const options = start('options', [], { NODE_OPTIONS: `--require ${script}` });
  await expect.poll(options.said).toContain('the net is on the air');
  const inspected = start('inspected', ['--inspect=0', '--inspect-brk=0']);
  await expect.poll(inspected.said).toContain('the net is on the air');
  expect(inspected.said()).not.toContain('Debugger listening');
  expect(existsSync(proof)).toBe(false);
});
