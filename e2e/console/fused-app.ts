import { createPackage } from '@electron/asar';
import { copyFile, cp, link, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setFuses } from '../../scripts/lib/fuses.mjs';

const project = resolve(import.meta.dirname, '../..');

type Lock = { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> };

/**
 * Makes what an installer would carry: a runtime with its fuses set, and the app as an asar inside.
 *
 * @param folder an empty folder
 * @returns the executable
 */
export async function makeFusedApp(folder: string): Promise<string> {
  const original = process.env['LIVECHAT_ELECTRON_PATH'] ?? '';
  const runtime = join(folder, 'runtime');
  await linkTree(dirname(original), runtime);
  const executable = join(runtime, basename(original));
  // The fuses are flipped in place, so the executable alone has to be a real copy.
  await rm(executable);
  await copyFile(original, executable);
  await setFuses(executable);
  const staging = join(folder, 'app');
  for (const part of ['out', 'package.json', join('resources', 'icon.png')]) {
    await cp(join(project, part), join(staging, part), { recursive: true });
  }
  const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8')) as Lock;
  for (const [place, { dev = false }] of Object.entries(lock.packages)) {
    if (!place.startsWith('node_modules/') || dev) continue;
    await cp(join(project, place), join(staging, place), { recursive: true }).catch(
      () => undefined,
    );
  }
  await rm(join(runtime, 'resources', 'default_app.asar'), { force: true });
  await createPackage(staging, join(runtime, 'resources', 'app.asar'));
  return executable;
}

/** Copies a folder by hard links where the file system can: a runtime is 250 MB. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else await link(source, target).catch(() => copyFile(source, target));
  }
}
