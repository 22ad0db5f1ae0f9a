import { expect, test } from 'vitest';
import { SharedSecret } from './shared-secret.ts';

test('equals itself and nothing else', () => {
  const secret = new SharedSecret('correct horse', () => undefined);
  expect(secret.equals('correct horse')).toBe(true);
  for (const other of ['', 'correct hors', 'correct horse ', 'Correct horse', 'x'.repeat(4096)]) {
    expect(secret.equals(other)).toBe(false);
  }
});

test('unset or empty, it equals nothing, not even the empty token', () => {
  for (const unset of [undefined, '']) {
    const secret = new SharedSecret(unset, () => undefined);
    for (const token of ['', 'undefined', 'null', 'secret']) {
      expect(secret.equals(token)).toBe(false);
    }
  }
});

test('a short one works and is warned of, without being said', () => {
  const warnings: string[] = [];
  const warn = (line: string): void => void warnings.push(line);
  expect(new SharedSecret('q7!x', warn).equals('q7!x')).toBe(true);
  expect(warnings).toEqual([expect.stringContaining('shorter than 8')]);
  expect(warnings.join()).not.toContain('q7!x');
  const enough = new SharedSecret('12345678', warn);
  expect(enough.equals('12345678')).toBe(true);
  expect(warnings).toHaveLength(1);
});
