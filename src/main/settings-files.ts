import { dialog, type BrowserWindow } from 'electron';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SettingsImport, SettingsOutcome } from '../contract/console.ts';
import type { Result } from '../contract/operator.ts';
import { fail, ok } from '../server/operator/results.ts';
import { jsonFault } from '../server/store/json-fault.ts';
import { systemFault } from '../server/store/system-error.ts';
import type { SettingsDesk } from './settings-desk.ts';

/** Far more than a thousand preset channels take. */
const MOST_BYTES = 1024 * 1024;

const filters = [{ name: 'JSON', extensions: ['json'] }];

type Nothing = { readonly path: null };

/** Writes the settings to a file where the user says. */
export async function exportSettings(
  window: BrowserWindow,
  desk: SettingsDesk,
): Promise<Result<{ readonly path: string } | Nothing>> {
  const text = desk.text();
  if (!text.ok) return { ok: false, error: text.error };
  const { canceled, filePath: path } = await dialog.showSaveDialog(window, {
    defaultPath: 'mini-livechat-settings.json',
    filters,
  });
  if (canceled || path === '') return ok({ path: null });
  try {
    await writeFile(path, text.value, 'utf8');
    return ok({ path });
  } catch (error) {
    const wanted = 'expected a place that can be written to';
    return fail('file_not_written', `path: got ${path}, ${wanted}; ${String(error)}`, { path });
  }
}

/** Reads the file that the user chooses, and tells what it would change; nothing is changed. */
export async function importSettings(
  window: BrowserWindow,
  desk: SettingsDesk,
): Promise<SettingsOutcome<SettingsImport | null>> {
  const chosen = await dialog.showOpenDialog(window, { properties: ['openFile'], filters });
  const [path] = chosen.filePaths;
  if (chosen.canceled || path === undefined) return { ok: true, value: null };
  const read = await readSettings(path);
  if (!read.ok) return { ...read, faults: [] };
  return desk.preview(path, read.value);
}

/** What a file says, if it is one that settings may be read from. */
async function readSettings(path: string): Promise<Result<unknown>> {
  const file = basename(path);
  const refuse = (fault: string): Result<unknown> =>
    fail('file_not_read', `${path}: ${fault}`, { path: file, fault });
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) {
      return refuse(`is ${size} bytes long; settings take ${MOST_BYTES} at most`);
    }
    const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
    const fault = jsonFault(text);
    if (fault) return refuse(`is not JSON from line ${fault.line}, column ${fault.column} on`);
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    return refuse(`cannot be read: ${systemFault(error)}`);
  }
}
