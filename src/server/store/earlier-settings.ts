import { existsSync, rmSync } from 'node:fs';
import { writeFileAtomic } from './atomic-file.ts';
import { SettingsFile } from './settings-file.ts';
import { SettingsError } from './store-error.ts';
import { systemFault } from './system-error.ts';

/**
 * The settings with which the net was last on the air, beside those that are kept now: whatever is
 * changed, there is a way back to what is known to work.
 */
export class EarlierSettings {
  readonly path: string;
  readonly #file: SettingsFile;
  /** The settings file as it was when the net went on the air; null for none. */
  #proven: string | null | undefined;

  constructor(file: SettingsFile) {
    this.#file = file;
    this.path = file.path.replace(/(\.json)?$/, '.before.json');
  }

  /** The net is on the air with the settings file as it stands. */
  prove(): void {
    this.#proven = this.#file.text();
  }

  /**
   * The settings file is about to be changed: what is known to work is put aside.
   *
   * @throws SettingsError for a folder that cannot be written to; nothing is changed then
   */
  keep(): void {
    if (this.#proven === undefined) return;
    try {
      // No file at all is every default, and so is an empty object.
      writeFileAtomic(this.path, this.#proven ?? '{}\n');
    } catch (error) {
      const fault = `cannot be written: ${systemFault(error)}`;
      throw new SettingsError(this.path, fault, 'make it writable');
    }
  }

  /** Whether there are earlier settings that are right, and not the ones that are there. */
  get isThere(): boolean {
    if (!existsSync(this.path)) return false;
    try {
      const earlier = new SettingsFile(this.path).load();
      return JSON.stringify(earlier) !== this.#now();
    } catch {
      return false;
    }
  }

  /**
   * Puts the earlier settings in the place of those that are there, and these in theirs: nothing is
   * lost, and going back again brings them back.
   *
   * @throws SettingsError where there are none, or a file cannot be written
   */
  bringBack(): void {
    if (!existsSync(this.path)) {
      throw new SettingsError(this.path, 'is not there', 'correct the settings file instead');
    }
    const earlier = new SettingsFile(this.path).input();
    const now = this.#file.text();
    this.#file.save(earlier);
    try {
      if (now === null) rmSync(this.path, { force: true });
      else writeFileAtomic(this.path, now);
    } catch (error) {
      const fault = `cannot be written: ${systemFault(error)}`;
      throw new SettingsError(this.path, fault, 'make it writable');
    }
  }

  /** The settings that are there, in full; null where they are wrong. */
  #now(): string | null {
    try {
      return JSON.stringify(this.#file.load());
    } catch {
      return null;
    }
  }
}
