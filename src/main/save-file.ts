import { dialog, type BrowserWindow } from 'electron';
import { writeFile } from 'node:fs/promises';
import type { SaveInput } from '../contract/console.ts';
import type { Result } from '../contract/operator.ts';
import { fail } from '../server/operator/results.ts';

/** Writes a file where the user says: the page proposes a name, and never a place. */
export async function saveFile(
  window: BrowserWindow,
  { name, text }: SaveInput,
): Promise<Result<{ readonly path: string | null }>> {
  const filters = [{ name: 'CSV', extensions: ['csv'] }];
  const { canceled, filePath: path } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters,
  });
  if (canceled || path === '') return { ok: true, value: { path: null } };
  try {
    await writeFile(path, text, 'utf8');
    return { ok: true, value: { path } };
  } catch (error) {
    const wanted = 'expected a place that can be written to';
    return fail('file_not_written', `path: got ${path}, ${wanted}; ${String(error)}`, { path });
  }
}
