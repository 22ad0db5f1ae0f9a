import { readFileSync, realpathSync, statSync } from 'node:fs';
import { explain } from '../../contract/explain.ts';
import { settings, type Settings, type SettingsInput } from '../../contract/settings.ts';
import { OWNER_ONLY, writeFileAtomic } from './atomic-file.ts';
import { jsonFault } from './json-fault.ts';
import { SettingsError } from './store-error.ts';
import { systemCode, systemFault } from './system-error.ts';

/** The settings that the console may change. */
export type PortSettings = {
  readonly ws_port?: number | undefined;
  readonly wss_port?: number | undefined;
  readonly udp_port?: number | undefined;
};

/** The settings file, read and written as a whole. */
export class SettingsFile {
  readonly path: string;
  readonly #mustExist: boolean;

  /**
   * @param path the file
   * @param options `mustExist`: whether a missing file is an error, as for one that the user
   *   named, rather than one with every default (the default)
   */
  constructor(path: string, options: { readonly mustExist?: boolean } = {}) {
    this.path = path;
    this.#mustExist = options.mustExist ?? false;
  }

  /**
   * Reads the settings. Nothing is written, even where there is no file.
   *
   * @returns the settings with every default filled in
   * @throws SettingsError for a file that cannot be read, is not JSON, or breaks the schema
   */
  load(): Settings {
    return this.#check(this.#read());
  }

  /**
   * Writes settings, only what is given: a default that is left out may change with the version.
   *
   * @returns the settings with every default filled in
   * @throws SettingsError for settings that break the schema, and for a file that the system
   *   refuses to write; the file is then as it was
   */
  save(input: SettingsInput): Settings {
    const checked = this.#check(input);
    try {
      const { target, mode } = this.#target();
      writeFileAtomic(target, `${JSON.stringify(input, null, 2)}\n`, mode);
    } catch (error) {
      const fault = `cannot be written: ${systemFault(error)}`;
      throw new SettingsError(this.path, fault, 'make it writable');
    }
    return checked;
  }

  /**
   * What the file says, with nothing filled in; an empty object where there is none.
   *
   * @throws SettingsError, as for `load`
   */
  input(): SettingsInput {
    const input = this.#read();
    this.#check(input);
    return input as SettingsInput;
  }

  /** The file as it stands, right or wrong; null where it is not there or cannot be read. */
  text(): string | null {
    try {
      return readFileSync(this.path, 'utf8');
    } catch {
      return null;
    }
  }

  /**
   * Changes ports; all else in the file stays as it is.
   *
   * @returns the settings with every default filled in
   * @throws SettingsError, as for `load` and `save`
   */
  update(ports: PortSettings): Settings {
    const given = Object.entries(ports).filter(([, port]) => port !== undefined);
    return this.save({ ...this.input(), ...Object.fromEntries(given) });
  }

  #read(): unknown {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (systemCode(error) === 'ENOENT' && !this.#mustExist) return {};
      const fault = `cannot be read: ${systemFault(error)}`;
      throw new SettingsError(this.path, fault, 'name a file that can be read');
    }
    // Some editors on Windows put a byte order mark in front.
    const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
    const fault = jsonFault(json);
    if (fault !== null) {
      const { line, column } = fault;
      throw new SettingsError(this.path, `is not JSON from line ${line}, column ${column} on`);
    }
    return JSON.parse(json);
  }

  #check(input: unknown): Settings {
    const { success, data, error } = settings.safeParse(input);
    if (!success) throw new SettingsError(this.path, explain(error, input, 'settings'));
    return data;
  }

  /** A file that is a link, or that others may read, is kept so. */
  #target(): { target: string; mode: number } {
    const stat = statSync(this.path, { throwIfNoEntry: false });
    if (stat === undefined) return { target: this.path, mode: OWNER_ONLY };
    return { target: realpathSync(this.path), mode: stat.mode & 0o777 };
  }
}
