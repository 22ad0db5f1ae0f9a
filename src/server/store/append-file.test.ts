import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppendFile } from './append-file.ts';
import { tempDir } from './testing/temp-dir.ts';

function open(path = join(tempDir(), 'log')): AppendFile {
  return new AppendFile(path);
}

function add(file: AppendFile, ...lines: string[]): void {
  for (const line of lines) file.append(line, { durable: true });
}

describe('append and read', () => {
  test('a missing file has no lines and is not made by reading', () => {
    const file = open();
    expect(file.read()).toEqual({ whole: false, lines: [] });
    expect(existsSync(file.path)).toBe(false);
  });

  test('each line is read once, the first time as the whole file', () => {
    const file = open();
    add(file, 'a', 'ä');
    expect(file.read()).toEqual({ whole: true, lines: ['a', 'ä'] });
    expect(file.read()).toEqual({ whole: false, lines: [] });
    add(file, 'c');
    expect(file.read()).toEqual({ whole: false, lines: ['c'] });
    if (process.platform !== 'win32') expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  test('two that append and read see the lines of both', () => {
    const one = open();
    const two = open(one.path);
    add(one, 'a');
    add(two, 'b');
    expect(two.read().lines).toEqual(['a', 'b']);
    add(one, 'c');
    expect(one.read().lines).toEqual(['a', 'b', 'c']);
    expect(two.read()).toEqual({ whole: false, lines: ['c'] });
  });

  test('a line is read only when its end has come', () => {
    const file = open();
    writeFileSync(file.path, 'a\nhal');
    expect(file.read().lines).toEqual(['a']);
    expect(file.read().lines).toEqual([]);
    appendFileSync(file.path, 'f\n');
    expect(file.read().lines).toEqual(['half']);
  });

  test('a torn line is closed by the next one and spoils nothing else', () => {
    const file = open();
    writeFileSync(file.path, 'a\ntor');
    add(file, 'b');
    expect(file.read().lines).toEqual(['a', 'tor', 'b']);
  });
});

describe('replace', () => {
  test('puts other lines in the place of those that were read', () => {
    const file = open();
    const other = open(file.path);
    add(file, 'a', 'b', 'c');
    file.read();
    other.read();
    expect(file.replace(['a', 'c'])).toBe(true);
    expect(readFileSync(file.path, 'utf8')).toBe('a\nc\n');
    expect(file.read()).toEqual({ whole: true, lines: ['a', 'c'] });
    add(other, 'd');
    expect(other.read()).toEqual({ whole: true, lines: ['a', 'c', 'd'] });
  });

  test('is left where a line came since', () => {
    const file = open();
    add(file, 'a');
    file.read();
    add(open(file.path), 'b');
    expect(file.replace([])).toBe(false);
    expect(file.read().lines).toEqual(['b']);
  });

  test('is left where there is no file, or one that ends torn', () => {
    const file = open();
    expect(file.replace([])).toBe(false);
    writeFileSync(file.path, 'a\ntor');
    file.read();
    expect(file.replace(['a'])).toBe(false);
    expect(readFileSync(file.path, 'utf8')).toBe('a\ntor');
  });
});
