import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a part of the build wrote, beside it: for its makers, not for users. */
export const REPORT = 'bundle-report.json';

/**
 * @typedef {object} Chunk
 * @property {string[]} imports other chunks that it loads
 * @property {string[]} packages folders of the npm packages that something in it is from
 */

/**
 * A plugin for Vite that tells of every chunk which others it loads and what it was made from, so
 * that the package gets the chunks it needs, and the notices of exactly what is inside.
 * @returns {import('vite').Plugin}
 */
export function tellModules() {
  return {
    name: 'tell-modules',
    generateBundle(_options, bundle) {
      /** @type {Record<string, Chunk>} */
      const chunks = {};
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const packages = new Set(Object.keys(chunk.modules).flatMap((id) => packageOf(id) ?? []));
        const imports = [...chunk.imports, ...chunk.dynamicImports];
        chunks[chunk.fileName] = { imports, packages: [...packages] };
      }
      // Style sheets are no chunks; where they come from is told by what was looked at.
      for (const id of this.getModuleIds()) {
        const from = id.split('?', 1)[0].endsWith('.css') ? packageOf(id) : undefined;
        if (from) chunks['(styles)'] ??= { imports: [], packages: [] };
        if (from && !chunks['(styles)'].packages.includes(from))
          chunks['(styles)'].packages.push(from);
      }
      this.emitFile({ type: 'asset', fileName: REPORT, source: JSON.stringify(chunks) });
    },
  };
}

/**
 * @param {string} folder a part of the build
 * @returns {Promise<Record<string, Chunk>>}
 */
export async function readReport(folder) {
  return JSON.parse(await readFile(path.join(folder, REPORT), 'utf8'));
}

/**
 * The chunks that are loaded from some entries on, themselves included.
 * @param {Record<string, Chunk>} chunks
 * @param {string[]} entries
 */
export function loadedFrom(chunks, entries) {
  const loaded = new Set(entries);
  // A set that grows is walked to its end.
  for (const name of loaded) {
    for (const other of chunks[name]?.imports ?? []) if (other in chunks) loaded.add(other);
  }
  return [...loaded];
}

/** @param {string} id of a module, as Vite names it */
function packageOf(id) {
  const file = id.replace(/^\0/, '').split('?', 1)[0].replaceAll('\\', '/');
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}
