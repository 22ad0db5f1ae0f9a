import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { projectDir } from '../../scripts/lib/paths.mjs';

/**
 * The npm packages with parts in machine code, and the only files of theirs that run: no sources, no
 * types, and of the prebuilt parts that of the target alone.
 * @param {{ platform: string, arch: string }} target
 * @returns {Record<string, RegExp>}
 */
function wanted({ platform, arch }) {
  const here = `${platform}-${arch}`;
  return {
    '@photostructure/sqlite': new RegExp(
      `^(package\\.json|LICENSE|dist/(index|chunk-\\w+)\\.mjs|prebuilds/${here}/[^/]*(?<!\\.musl)\\.node)$`,
    ),
    'node-gyp-build': /^(package\.json|LICENSE|(index|node-gyp-build)\.js)$/,
    // Many datagrams with one system call: a thing of Linux.
    ...(platform === 'linux' && {
      koffi: /^(package\.json|LICENSE\.txt|index\.js|src\/koffi\/(index|src\/static)\.js)$/,
      [`@koromix/koffi-${here}`]: new RegExp(
        `^(package\\.json|index\\.js|${platform}_${arch}/koffi\\.node)$`,
      ),
    }),
  };
}

/**
 * Copies them into a folder, as npm would lay them out.
 * @param {string} folder gets a folder `node_modules`
 * @param {{ platform: string, arch: string }} target
 * @returns {Promise<string[]>} the folders that they came from
 */
export async function copyNatives(folder, target) {
  const sources = [];
  for (const [name, pattern] of Object.entries(wanted(target))) {
    const source = path.join(projectDir, 'node_modules', name);
    sources.push(source);
    const files = await readdir(source, { recursive: true });
    const chosen = files.filter((file) => pattern.test(file.replaceAll('\\', '/')));
    for (const file of chosen) {
      const to = path.join(folder, 'node_modules', name, file);
      await mkdir(path.dirname(to), { recursive: true });
      await cp(path.join(source, file), to);
    }
  }
  return sources;
}
