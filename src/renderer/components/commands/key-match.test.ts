import { describe, expect, it } from 'vitest';
import { isKey, isPaletteKey, type Press } from './key-match.ts';

const press = (values: Partial<Press>): Press => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...values,
});

describe('isKey', () => {
  it.each([
    [{ key: 'n', code: 'KeyN' }, 'n', true],
    [{ key: 'N', code: 'KeyN' }, 'n', true],
    [{ key: 'ㅜ', code: 'KeyN' }, 'n', true],
    [{ key: 'Process', code: 'KeyN' }, 'n', true],
    [{ key: 'ㅜ', code: 'KeyN' }, 't', false],
    // A layout that has another Latin letter there means that letter.
    [{ key: 'b', code: 'KeyN' }, 'n', false],
    [{ key: 'n', code: 'KeyN', ctrlKey: true }, 'n', false],
    [{ key: 'n', code: 'KeyN', metaKey: true }, 'n', false],
    [{ key: 'n', code: 'KeyN', altKey: true }, 'n', false],
    [{ key: 'ㅜ', code: 'KeyN', isComposing: true }, 'n', false],
    [{ key: '?', code: 'Slash' }, '?', true],
    [{ key: '1', code: 'Numpad1' }, '1', true],
    [{ key: 'Escape', code: 'Escape' }, 'Escape', true],
  ])('%j for %j: %s', (values, key, expected) => {
    expect(isKey(press(values), key)).toBe(expected);
  });
});

describe('isPaletteKey', () => {
  it.each([
    [{ key: 'k', ctrlKey: true }, true],
    [{ key: 'k', metaKey: true }, true],
    [{ key: 'ㅏ', code: 'KeyK', ctrlKey: true }, true],
    [{ key: 'k' }, false],
    [{ key: 'k', ctrlKey: true, metaKey: true }, false],
    [{ key: 'k', ctrlKey: true, altKey: true }, false],
  ])('%j: %s', (values, expected) => {
    expect(isPaletteKey(press(values))).toBe(expected);
  });
});
