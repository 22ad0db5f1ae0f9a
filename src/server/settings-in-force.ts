import { SETTING_FIELDS, SETTING_GROUPS, settingAt } from '../contract/setting-fields.ts';
import { withEdits } from '../contract/setting-changes.ts';
import { settings as schema, type Settings } from '../contract/settings.ts';

/** The settings that a net goes by: those it was started with, and what has been taken in since. */
export class SettingsInForce {
  #now: Settings;

  constructor(settings: Settings) {
    this.#now = settings;
  }

  get now(): Settings {
    return this.#now;
  }

  /**
   * Takes in what may change while the net is on the air; the rest waits for a start.
   *
   * @param takes whether a live setting can be taken in as it is wanted
   */
  take(wanted: Settings, takes: (name: string) => boolean): void {
    for (const group of SETTING_GROUPS) {
      const live = SETTING_FIELDS.filter((field) => field.group === group && field.isLive);
      const edits = live
        .filter(({ name }) => takes(name))
        .map(({ name }) => ({ field: name, value: settingAt(wanted, name) }));
      const next = schema.safeParse(withEdits(this.#now, edits));
      // Times may fit another heartbeat interval alone, which waits for a start: then so do they.
      if (next.success) this.#now = next.data;
    }
  }
}
