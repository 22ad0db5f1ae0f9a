import type { SettingsImport, SettingsOutcome } from '../contract/console.ts';
import { settingChanges, withEdits, type SettingEdit } from '../contract/setting-changes.ts';
import { settingFaults } from '../contract/setting-faults.ts';
import { settings, type SettingsInput } from '../contract/settings.ts';
import { operatorErrorOf } from '../server/start-error.ts';
import type { EarlierSettings } from '../server/store/earlier-settings.ts';
import type { SettingsFile } from '../server/store/settings-file.ts';
import { SettingsError } from '../server/store/store-error.ts';
import type { NetHost } from './net-host.ts';

type SettingsDeskOptions = {
  readonly host: Pick<NetHost, 'inForce' | 'settingsSaved'>;
  readonly file: SettingsFile;
  readonly earlier: EarlierSettings;
};

type Refused = Extract<SettingsOutcome, { ok: false }>;

/** Where the dispatcher reads and changes the settings file, and hears what waits for a restart. */
export class SettingsDesk {
  readonly #options: SettingsDeskOptions;

  constructor(options: SettingsDeskOptions) {
    this.#options = options;
  }

  /** The settings as they are kept, and as the net goes by them. */
  state(): SettingsOutcome {
    const { file, host } = this.#options;
    return attempt(() => {
      const saved = file.load();
      const { inForce: in_force } = host;
      const waiting = in_force === null ? [] : settingChanges(in_force, saved);
      return { saved, in_force, waiting, path: file.path };
    });
  }

  /** Changes some settings; all else in the file stays as it is. */
  async change(edits: readonly SettingEdit[]): Promise<SettingsOutcome> {
    const input = attempt(() => withEdits(this.#options.file.input(), edits));
    return input.ok ? this.#keep(input.value) : input;
  }

  /** Keeps settings in the place of all that were there. */
  async replace(input: unknown): Promise<SettingsOutcome> {
    return this.#keep(input);
  }

  /** The settings as a file of their own: what is written down, and no defaults. */
  text(): SettingsOutcome<string> {
    return attempt(() => `${JSON.stringify(this.#options.file.input(), null, 2)}\n`);
  }

  /** What an input would change, if it is right. */
  preview(path: string, input: unknown): SettingsOutcome<SettingsImport> {
    const wrong = faultsOf(input, path);
    if (wrong) return wrong;
    return attempt(() => {
      const given = input as SettingsInput;
      const changes = settingChanges(this.#options.file.load(), settings.parse(given));
      return { path, settings: given, changes };
    });
  }

  async #keep(input: unknown): Promise<SettingsOutcome> {
    const { file, earlier, host } = this.#options;
    const wrong = faultsOf(input, file.path);
    if (wrong) return wrong;
    const kept = attempt(() => {
      earlier.keep();
      return file.save(input as SettingsInput);
    });
    if (!kept.ok) return kept;
    await host.settingsSaved(kept.value);
    return this.state();
  }
}

function attempt<T>(work: () => T): { readonly ok: true; readonly value: T } | Refused {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, error: operatorErrorOf(error), faults: [] };
  }
}

/** What is wrong with settings, for the fields of a form and in one line. */
function faultsOf(input: unknown, path: string): Refused | undefined {
  const { error } = settings.safeParse(input);
  if (error === undefined) return undefined;
  const faults = settingFaults(error, input);
  const all = faults.map(({ reason }) => reason).join('; ');
  return { ok: false, error: new SettingsError(path, all).toOperatorError(), faults };
}
