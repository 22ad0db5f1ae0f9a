/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param part 0 for the least value, 1 for the greatest; in between what lies there */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** A ratio of medians, and the middle half of the ratios of the single rounds. */
export type Ratio = { readonly value: number; readonly spread: readonly [number, number] };

export function ratioOf(dividends: readonly number[], divisors: readonly number[]): Ratio {
  const single = dividends.map((dividend, round) => dividend / (divisors[round] ?? NaN));
  return {
    value: median(dividends) / median(divisors),
    spread: [quantile(single, 0.25), quantile(single, 0.75)],
  };
}

/**
 * Measures several things in turn, round after round, so that what slows the machine down for a
 * while slows all of them down. Who begins changes from round to round.
 *
 * @param warmUps how many rounds to throw away first
 * @param rounds how many to keep
 * @returns what was measured, by name, in the order of the rounds
 */
export async function interleave<N extends string>(
  measures: Readonly<Record<N, () => Promise<number>>>,
  { warmUps, rounds }: { readonly warmUps: number; readonly rounds: number },
): Promise<Record<N, number[]>> {
  const names = Object.keys(measures) as N[];
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    N,
    number[]
  >;
  for (let round = -warmUps; round < rounds; round += 1) {
    const first = (round + warmUps) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const value = await measures[name]();
      if (round >= 0) results[name].push(value);
    }
  }
  return results;
}
