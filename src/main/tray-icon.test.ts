import { expect, it } from 'vitest';
import { trayBitmap, traySign, type TraySign } from './tray-icon.ts';

const SIGNS: readonly TraySign[] = ['on_air', 'alarm', 'off_air'];

/** Which pixels are there at all, whatever their colour. */
function shape(sign: TraySign): string {
  const pixels = trayBitmap(sign, 22);
  return Array.from({ length: 22 * 22 }, (_, n) =>
    (pixels[4 * n + 3] ?? 0) > 127 ? '#' : '.',
  ).join('');
}

it('has a shape of its own for each sign, so that nobody has to tell colours apart', () => {
  expect(new Set(SIGNS.map(shape)).size).toBe(SIGNS.length);
  for (const sign of SIGNS) expect(shape(sign)).toContain('#');
});

it('multiplies colours by alpha', () => {
  const pixels = trayBitmap('alarm', 44);
  expect(pixels).toHaveLength(44 * 44 * 4);
  for (let n = 0; n < pixels.length; n += 4) {
    const [b = 0, g = 0, r = 0, alpha = 0] = pixels.subarray(n, n + 4);
    expect(Math.max(b, g, r)).toBeLessThanOrEqual(alpha);
  }
});

it('shows an alarm for a net that failed and for zombies', () => {
  expect(traySign({ net: 'on_air', alarms: 0 })).toBe('on_air');
  expect(traySign({ net: 'on_air', alarms: 1 })).toBe('alarm');
  expect(traySign({ net: 'failed', alarms: 0 })).toBe('alarm');
  expect(traySign({ net: 'starting', alarms: 0 })).toBe('off_air');
});
