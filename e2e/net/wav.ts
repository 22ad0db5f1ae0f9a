/** Samples of a WAV file of 16-bit PCM, first channel only, from -1 to 1. */
export function wavSamples(wav: Buffer): { readonly rate: number; readonly samples: Float64Array } {
  const format = wav.indexOf('fmt ');
  const data = wav.indexOf('data');
  const channels = wav.readUInt16LE(format + 10);
  const rate = wav.readUInt32LE(format + 12);
  const frames = Math.floor((wav.length - data - 8) / (2 * channels));
  const samples = Float64Array.from(
    { length: frames },
    (_, index) => wav.readInt16LE(data + 8 + index * 2 * channels) / 32_768,
  );
  return { rate, samples };
}

/**
 * The share of a signal's power that is at one frequency (the Goertzel algorithm).
 *
 * @param hz the frequency to look for
 * @returns 0 for none, 1 for a pure tone
 */
export function toneShare(samples: Float64Array, rate: number, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let [before, last, power] = [0, 0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + coefficient * last - before];
    power += sample * sample;
  }
  const atTone = before * before + last * last - coefficient * before * last;
  return power === 0 ? 0 : (2 * atTone) / (samples.length * power);
}
