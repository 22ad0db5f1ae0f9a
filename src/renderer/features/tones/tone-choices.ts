import { create } from 'zustand';
import { kept } from '../../store/kept.ts';
import { QUIET_CRITICAL, minutesOf, type QuietHours } from './quiet-hours.ts';

/**
 * How loud tones are, in percent. There is no nothing: who wants silence mutes them for a time, so
 * that nobody takes over a desk whose alarms can never be heard.
 */
export const VOLUMES = [25, 50, 75, 100] as const;
type Volume = (typeof VOLUMES)[number];

/** How long tones can be muted for, in minutes. */
export const MUTE_MINUTES = [5, 15, 60] as const;

/** For how long the key mutes them: long enough to talk to somebody about what is wrong. */
export const KEY_MUTE_MINUTES = 15;

export type ToneChoices = {
  readonly volume: Volume;
  readonly quiet: QuietHours;
  /** Until when no tone sounds, in ms since 1970; 0: they are not muted. */
  readonly mutedUntil: number;
};

const FIRST: ToneChoices = {
  volume: 75,
  quiet: { on: false, from: '22:00', to: '06:00', critical: 'softly' },
  mutedUntil: 0,
};

function fits(value: unknown): value is ToneChoices {
  const { volume, quiet, mutedUntil } = (value ?? {}) as Partial<ToneChoices>;
  return (
    VOLUMES.some((step) => step === volume) &&
    typeof mutedUntil === 'number' &&
    typeof quiet === 'object' &&
    typeof quiet.on === 'boolean' &&
    QUIET_CRITICAL.includes(quiet.critical) &&
    [quiet.from, quiet.to].every((time) => !Number.isNaN(minutesOf(time)))
  );
}

const store = kept('tones', FIRST, fits);

type ToneState = ToneChoices & { readonly change: (patch: Partial<ToneChoices>) => void };

/** What the dispatcher has chosen of the tones; it is kept from one start to the next. */
export const useTones = create<ToneState>()((set, get) => ({
  ...store.load(),
  change: (patch) => {
    set(patch);
    const { volume, quiet, mutedUntil } = get();
    store.save({ volume, quiet, mutedUntil });
  },
}));

/** Mutes tones for some time from now on, or has them sound again. */
export function toggleMute(minutes: number): void {
  const { mutedUntil, change } = useTones.getState();
  const now = Date.now();
  change({ mutedUntil: mutedUntil > now ? 0 : now + minutes * 60_000 });
}
