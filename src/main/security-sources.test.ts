import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const project = join(import.meta.dirname, '../..');

type Manifest = Readonly<
  Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>
>;

it('opens nothing outside of the app', () => {
  const sources = readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(ts|tsx|html)$/.test(name) && !name.includes('.test.'),
  );
  expect(sources.length).toBeGreaterThan(100);
  const openers = sources.filter((name) =>
    /\bshell\b.*'electron'|openExternal|openPath/.test(
      readFileSync(join(project, 'src', name), 'utf8'),
    ),
  );
  expect(openers).toEqual([]);
});

it('is made with an exact version of Electron, and with no stand-in', () => {
  const text = readFileSync(join(project, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(text) as Manifest;
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  // Electron mends its three newest major versions; this one is raised with every release.
  expect(Number.parseInt(devDependencies['electron'] ?? '')).toBeGreaterThanOrEqual(45);
  const names = Object.keys({ ...dependencies, ...devDependencies });
  expect(names.filter((name) => name.includes('cypress'))).toEqual([]);
  expect(dependencies).not.toHaveProperty('electron');
});
