/** Fewer samples say nothing of a slope. */
const LEAST_SAMPLES = 6;

/** How much a figure would grow over all samples, by the slope behind the first third (least squares). */
export function growthOf(samples: readonly number[]): number {
  const tail = samples.slice(Math.ceil(samples.length / 3));
  if (tail.length < LEAST_SAMPLES) return 0;
  const meanX = (tail.length - 1) / 2;
  const meanY = tail.reduce((sum, y) => sum + y, 0) / tail.length;
  const up = tail.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0);
  const across = tail.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0);
  return ((up / across) * samples.length) / meanY;
}
