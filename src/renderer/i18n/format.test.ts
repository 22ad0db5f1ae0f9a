import { describe, expect, it } from 'vitest';
import { clockDuration, createFormat, formatOf, hexSsrc } from './format.ts';

describe('clockDuration', () => {
  it.each([
    [-5_000, '0:00'],
    [999, '0:00'],
    [7_400, '0:07'],
    [59_999, '0:59'],
    [60_000, '1:00'],
    [3_599_000, '59:59'],
    [3_600_000, '1:00:00'],
    [8_024_000, '2:13:44'],
    [100 * 3_600_000, '100:00:00'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(clockDuration(ms)).toBe(text);
  });
});

describe('createFormat', () => {
  const noon = new Date(2026, 10, 23, 12, 0, 5).getTime();
  const format = createFormat('en', () => noon);

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [1_234_567, '1.2 MB'],
    [5_000_000_000_000_000, '5,000.0 TB'],
  ])('writes %i bytes as %s', (bytes, text) => {
    expect(format.bytes(bytes)).toBe(text);
  });

  it.each([
    [0, '0 bit/s'],
    [999.6, '1.0 kbit/s'],
    [24_310.4, '24.3 kbit/s'],
  ])('writes %d bits a second as %s', (bits, text) => {
    expect(format.bitrate(bits)).toBe(text);
  });

  it.each([
    [0, '0.0%'],
    [0.00001, '<0.1%'],
    [0.0005, '0.1%'],
    [0.01234, '1.2%'],
    [1, '100.0%'],
  ])('writes a share of %d as %s', (share, text) => {
    expect(format.share(share)).toBe(text);
  });

  it.each([
    [0, '0.0%', '0%'],
    [0.0001, '<0.1%', '0%'],
    [0.0994, '9.9%', '10%'],
    [0.0995, '10%', '10%'],
    [1, '100%', '100%'],
  ])('writes a share of %d as %s at a glance, and as %s where tenths say nothing', (...row) => {
    const [share, brief, percent] = row;
    expect(format.brief(share)).toBe(brief);
    expect(format.percent(share)).toBe(percent);
  });

  it.each([
    [0.04, '0.0 ms'],
    [99.94, '99.9 ms'],
    [99.95, '100 ms'],
    [1_234.5, '1,235 ms'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(format.ms(ms)).toBe(text);
  });

  it('writes the day only where it is not today', () => {
    expect(format.time(noon)).toBe('12:00');
    expect(format.time(noon - 24 * 3_600_000)).toContain('22');
    expect(format.seconds(noon)).toBe('12:00:05');
  });

  it('writes midnight as 00', () => {
    expect(format.time(new Date(2026, 10, 23, 0, 7).getTime())).toBe('00:07');
  });

  it('follows the language', () => {
    expect(createFormat('ko', () => noon).day(noon)).toContain('11월');
  });
});

describe('hexSsrc', () => {
  it('has all eight digits', () => {
    expect(hexSsrc(1)).toBe('0x00000001');
    expect(hexSsrc(0xdeadbeef)).toBe('0xDEADBEEF');
  });
});

it('is made once for each language', () => {
  expect(formatOf('ko')).toBe(formatOf('ko'));
  expect(formatOf('ko')).not.toBe(formatOf('en'));
});
