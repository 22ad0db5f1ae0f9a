import type { HostStatus } from './net-host.ts';

/** What the tray shows at a glance. */
export type TraySign = 'on_air' | 'alarm' | 'off_air';

/** Red is for alarms alone; the shape says the same to whoever does not see the colour. */
const COLOUR: Readonly<Record<TraySign, readonly [r: number, g: number, b: number]>> = {
  on_air: [46, 160, 67],
  alarm: [218, 54, 51],
  off_air: [110, 118, 129],
};

/** Samples per pixel and axis, so that edges come out smooth. */
const SAMPLES = 4;

/** The sign for a state of the net. */
export function traySign({ net, alarms }: Pick<HostStatus, 'net' | 'alarms'>): TraySign {
  if (net === 'failed' || alarms > 0) return 'alarm';
  return net === 'on_air' ? 'on_air' : 'off_air';
}

/** Whether a point lies inside a shape, in a square from -1 to 1. */
const INSIDE: Readonly<Record<TraySign, (x: number, y: number) => boolean>> = {
  // A mast that sends: a dot with a ring around it.
  on_air: (x, y) => {
    const r = Math.hypot(x, y);
    return r < 0.38 || (r > 0.62 && r < 0.92);
  },
  // A warning triangle with its mark cut out.
  alarm: (x, y) => {
    const isTriangle = y < 0.8 && y > -0.9 && Math.abs(x) < (y + 0.95) * 0.55;
    const isMark = Math.abs(x) < 0.12 && ((y > -0.35 && y < 0.3) || (y > 0.42 && y < 0.64));
    return isTriangle && !isMark;
  },
  // A ring that is empty.
  off_air: (x, y) => {
    const r = Math.hypot(x, y);
    return r > 0.62 && r < 0.92;
  },
};

/**
 * Draws a sign.
 *
 * @param size width and height in px
 * @returns its pixels as Electron's `nativeImage.createFromBitmap` wants them: blue, green, red and
 *   alpha, colours multiplied by alpha
 */
export function trayBitmap(sign: TraySign, size: number): Buffer {
  const [r, g, b] = COLOUR[sign];
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const alpha = coverage(INSIDE[sign], x, y, size);
      pixels.set(
        [b * alpha, g * alpha, r * alpha, 255 * alpha].map(Math.round),
        (y * size + x) * 4,
      );
    }
  }
  return pixels;
}

/** How much of a pixel lies inside a shape, 0 to 1. */
function coverage(
  isInside: (x: number, y: number) => boolean,
  x: number,
  y: number,
  size: number,
): number {
  let hits = 0;
  for (let n = 0; n < SAMPLES * SAMPLES; n += 1) {
    const [dx, dy] = [(n % SAMPLES) + 0.5, Math.floor(n / SAMPLES) + 0.5];
    const toUnit = (at: number, part: number): number => ((at + part / SAMPLES) / size) * 2 - 1;
    if (isInside(toUnit(x, dx), toUnit(y, dy))) hits += 1;
  }
  return hits / (SAMPLES * SAMPLES);
}
