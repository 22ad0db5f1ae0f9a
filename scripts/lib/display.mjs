import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Problem } from './problem.mjs';

/** Whether a window can be shown. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * A display without a monitor, on the first free number.
 * @returns {Promise<{ display: string, stop: () => Promise<void> }>}
 */
export async function startVirtualDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let complaint = '';
  server.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
  const ended = new Promise((resolve) => server.once('close', resolve));

  const number = await new Promise((resolve, reject) => {
    const failed = (/** @type {string} */ why) => reject(new Problem(`Xvfb did not start: ${why}`));
    let told = '';
    server.once('error', (error) => failed(error.message));
    server.once('exit', () => failed(complaint.trim().split('\n').at(-1) ?? ''));
    server.stdio[3].setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      told += text;
      if (told.includes('\n')) resolve(told.trim());
    });
  });
  // Should this process end without having stopped it.
  const kill = () => server.kill();
  process.once('exit', kill);
  return {
    display: `:${number}`,
    async stop() {
      process.off('exit', kill);
      server.kill();
      await ended;
    },
  };
}

/** Without a graphics card Chromium's GPU process only gets in the way: windows stay empty. */
export function hasGraphicsCard() {
  if (process.platform !== 'linux') return true;
  return ['/dev/dri', '/dev/nvidia0', '/dev/dxg'].some((device) => existsSync(device));
}
