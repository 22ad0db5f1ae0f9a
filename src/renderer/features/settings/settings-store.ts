import { create } from 'zustand';
import type { SettingsOutcome, SettingsState } from '../../../contract/console.ts';
import type { OperatorError } from '../../../contract/operator.ts';
import type { SettingFault } from '../../../contract/setting-faults.ts';
import type { SettingName } from '../../../contract/setting-fields.ts';
import type { SettingsInput } from '../../../contract/settings.ts';
import { api } from '../../api.ts';
import { asError } from '../../components/use-command.ts';
import { edited, editsOf, faultIsOf, type Draft } from './draft.ts';

type SettingsStore = {
  /** Null until they have been asked for. */
  readonly state: SettingsState | null;
  /** What was changed in the form and is not saved; it outlives a look at another view. */
  readonly draft: Draft;
  readonly faults: readonly SettingFault[];
  /** What is in the way of all of it, and not of one field. */
  readonly error: OperatorError | null;
  readonly busy: boolean;
  readonly load: () => Promise<void>;
  readonly edit: (name: SettingName, value: unknown) => void;
  readonly discard: () => void;
  /** @returns the settings once they are saved; null where they cannot be */
  readonly save: () => Promise<SettingsState | null>;
  /** The same with settings in the place of all that are there. */
  readonly replace: (settings: SettingsInput) => Promise<SettingsState | null>;
};

async function tried(ask: () => Promise<SettingsOutcome>): Promise<SettingsOutcome> {
  return ask().catch((cause: unknown) => ({ ok: false, error: asError(cause), faults: [] }));
}

/** The settings, and the form in which they are changed. */
export const useSettings = create<SettingsStore>()((set, get) => {
  const keep = async (ask: () => Promise<SettingsOutcome>): Promise<SettingsState | null> => {
    set({ busy: true, error: null, faults: [] });
    const outcome = await tried(ask);
    if (outcome.ok) {
      set({ busy: false, state: outcome.value, draft: {} });
      return outcome.value;
    }
    const { error, faults } = outcome;
    set({ busy: false, faults, error: faults.length > 0 ? null : error });
    return null;
  };
  return {
    state: null,
    draft: {},
    faults: [],
    error: null,
    busy: false,
    load: async () => {
      const outcome = await tried(() => api.settings());
      set(outcome.ok ? { state: outcome.value, error: null } : { error: outcome.error });
    },
    edit: (name, value) => {
      const { state, draft, faults } = get();
      if (state === null) return;
      const left = faults.filter((fault) => !faultIsOf(fault, name));
      set({ draft: edited(draft, state.saved, name, value), faults: left, error: null });
    },
    discard: () => set({ draft: {}, faults: [], error: null }),
    save: () => keep(() => api.changeSettings({ edits: editsOf(get().draft) })),
    replace: (settings) => keep(() => api.replaceSettings({ settings })),
  };
});
