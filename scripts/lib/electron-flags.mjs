import { statSync } from 'node:fs';
import path from 'node:path';
import { capture } from './child.mjs';
import { hasGraphicsCard } from './display.mjs';
import { note } from './problem.mjs';

/**
 * The switches that Electron needs on this machine to show a window at all.
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 * @param {{ virtualDisplay?: boolean }} [on]
 */
export async function electronFlags({ dist }, { virtualDisplay = false } = {}) {
  const flags = [];
  if (process.platform === 'linux' && !(await sandboxWorks(dist))) flags.push('--no-sandbox');
  if (virtualDisplay || process.env.CI || !hasGraphicsCard()) flags.push('--disable-gpu');
  if (process.env.WAYLAND_DISPLAY && !process.env.DISPLAY) flags.push('--ozone-platform=wayland');
  return flags;
}

/** @param {string} dist */
async function sandboxWorks(dist) {
  if (process.getuid?.() === 0) return false; // Chromium refuses to sandbox for root
  // It needs user namespaces, which some systems deny to ordinary users, or a set-uid helper.
  if ((await capture('unshare', ['--user', '--map-root-user', 'true'])).code === 0) return true;
  if (helperIsSetUp(path.join(dist, 'chrome-sandbox'))) return true;
  note('This system gives ordinary users no sandbox: Electron is started without one.');
  return false;
}

/** @param {string} helper */
function helperIsSetUp(helper) {
  try {
    const { uid, mode } = statSync(helper);
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}
