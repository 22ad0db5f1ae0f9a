import { dialog, type BrowserWindow } from 'electron';
import { writeFile } from 'node:fs/promises';
import type { SaveInput } from '../contract/console.ts';
import type { Result } from '../contract/operator.ts';
import { fail } from '../server/operator/results.ts';

/** Where a file went; null where the user thought better of it. */
export type Saved = Result<{ readonly path: string | null }>;

/** What is saved: the page proposes a name, and never a place. */
type File = { readonly name: string; readonly content: string | Uint8Array };

/** Writes a table where the user says. */
export function saveFile(window: BrowserWindow, { name, text }: SaveInput): Promise<Saved> {
  return saveAs(window, { name, content: text }, 'CSV');
}

/**
 * Writes a file where the user says.
 *
 * @param kind what to call files of this kind: their extension in capitals
 */
export async function saveAs(
  window: BrowserWindow,
  { name, content }: File,
  kind: string,
): Promise<Saved> {
  const filters = [{ name: kind, extensions: [kind.toLowerCase()] }];
  const { canceled, filePath: path } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters,
  });
  if (canceled || path === '') return { ok: true, value: { path: null } };
  try {
    await writeFile(path, content);
    return { ok: true, value: { path } };
  } catch (error) {
    const wanted = 'expected a place that can be written to';
    return fail('file_not_written', `path: got ${path}, ${wanted}; ${String(error)}`, { path });
  }
}
