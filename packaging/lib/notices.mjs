import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const RULE = '='.repeat(78);

/**
 * The licence notices of everything inside that comes from npm, as one text. Electron and Chromium
 * bring notices of their own.
 * @param {Iterable<string>} folders of packages
 * @param {string} own the licence of this project
 */
export async function noticesOf(folders, own) {
  const notices = new Map();
  for (const folder of new Set(folders)) {
    const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`;
    notices.set(title, await licenceIn(folder, manifest));
  }
  const sections = [...notices].sort(([a], [b]) => a.localeCompare(b));
  return [
    `Mini LiveChat\n\n${own.trim()}`,
    'It contains parts of the npm packages below, each in the version named. The source code of all of' +
      '\nthem is in those packages, unchanged. Notices of Electron and of Chromium, and of Node where it' +
      '\nis inside, are in files of their own.',
    ...sections.map(([title, text]) => `${RULE}\n${title}\n${RULE}\n\n${text.trim()}`),
  ].join('\n\n\n');
}

/**
 * @param {string} folder
 * @param {{ name: string, author?: unknown, license?: string, homepage?: string }} manifest
 */
async function licenceIn(folder, manifest) {
  const files = (await readdir(folder)).filter((name) =>
    /^(licen[cs]e|copying|notice)/i.test(name),
  );
  const texts = files.map((name) => readFile(path.join(folder, name), 'utf8'));
  if (texts.length > 0) return (await Promise.all(texts)).join('\n\n');
  // Some packages ship no text; then what they declare is all there is to tell.
  const author = typeof manifest.author === 'object' ? manifest.author?.name : manifest.author;
  return [
    `Declared as ${manifest.license ?? 'nothing'}, without a text.`,
    `Author: ${author ?? 'not named'}`,
    ...(manifest.homepage ? [manifest.homepage] : []),
  ].join('\n');
}
