import { PATTERNS, patternLength, type Beep } from './patterns.ts';
import type { AlarmSeverity } from '../../../contract/alarms.ts';

/** How loud the loudest tone is; the square waves of buzzers would be louder and worse. */
const FULL = 0.8;
/** Beeps that begin and end at once click. */
const EDGE_S = 0.012;
/** Without a second partial a tone is lost in noise. */
const PARTIALS = [
  { times: 1, part: 0.75 },
  { times: 2, part: 0.25 },
] as const;
/** How long a device may take to begin, in ms. */
const PATIENCE_MS = 2_000;

/** Makes tones by Web Audio. It costs nothing while none sounds. */
export class TonePlayer {
  #context: AudioContext | undefined;
  #endsAt = 0;

  /**
   * Sounds a tone; one that still sounds is let finish.
   *
   * @param level from 0 to 1
   * @returns whether the computer lets it be heard at all
   */
  async play(severity: AlarmSeverity, level: number): Promise<boolean> {
    if (level <= 0) return true;
    const context = (this.#context ??= new AudioContext());
    await Promise.race([context.resume(), patience()]);
    if (context.state !== 'running') return false;
    if (context.currentTime < this.#endsAt) return true;
    const beeps = PATTERNS[severity];
    const begin = context.currentTime + 0.02;
    this.#endsAt = begin + patternLength(beeps);
    const sounding = beeps.flatMap((beep) => sound(context, beep, begin, level * FULL));
    sounding.at(-1)?.addEventListener('ended', () => {
      // Another may have begun meanwhile.
      if (context.currentTime >= this.#endsAt) void context.suspend();
    });
    return true;
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
  });
}

function sound(
  context: AudioContext,
  { at_s, length_s, hz }: Beep,
  begin: number,
  loud: number,
): OscillatorNode[] {
  const [from, to] = [begin + at_s, begin + at_s + length_s];
  const envelope = context.createGain();
  envelope.gain.setValueAtTime(0, from);
  envelope.gain.linearRampToValueAtTime(loud, from + EDGE_S);
  envelope.gain.setValueAtTime(loud, to - EDGE_S);
  envelope.gain.linearRampToValueAtTime(0, to);
  envelope.connect(context.destination);
  return PARTIALS.map(({ times, part }) => {
    const gain = context.createGain();
    gain.gain.value = part;
    gain.connect(envelope);
    const oscillator = context.createOscillator();
    oscillator.frequency.value = hz * times;
    oscillator.connect(gain);
    oscillator.start(from);
    oscillator.stop(to);
    return oscillator;
  });
}
