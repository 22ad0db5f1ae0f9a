// Makes what this system can make: npm run package. Runs on the Node that scripts/package.mjs
// brought, which may be newer than the machine's.
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ensureElectron } from '../scripts/lib/electron-runtime.mjs';
import { projectDir } from '../scripts/lib/paths.mjs';
import { note, Problem, runScript } from '../scripts/lib/problem.mjs';
import { addCommand, makeApp } from './lib/app.mjs';
import { sizeOf } from './lib/deb.mjs';
import { makersFor } from './lib/makers.mjs';
import { noticesOf } from './lib/notices.mjs';
import { build, stageApp, stageCommand } from './lib/staging.mjs';

const dist = path.join(projectDir, 'dist');
const work = path.join(dist, 'work');

await runScript(async () => {
  const { platform, arch } = process;
  const runtime = await ensureElectron();
  const target = { platform, arch, version: await versionFor(runtime) };
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });

  note('Building the app ...');
  const built = path.join(work, 'built');
  await build(built);
  const staged = { app: path.join(work, 'staged-app'), command: path.join(work, 'staged-command') };
  const packages = await stageApp(built, staged.app, target);
  if (platform === 'linux') packages.push(...(await stageCommand(built, staged.command, target)));
  const licence = await readFile(path.join(projectDir, 'LICENSE'), 'utf8');
  const notices = await noticesOf(packages, licence);

  note(`Packing it with Electron ${runtime.version} ...`);
  const app = await makeApp({ staged: staged.app, work, target, runtime, notices });
  if (platform === 'linux') {
    const launcher = path.join(projectDir, 'packaging', 'linux', 'livechat');
    await addCommand(app, { staged: staged.command, node: nodeToShip(), launcher });
  }
  console.log(`\n${label(target)}, ${megabytes(await sizeOf(app))} unpacked\n`);
  return makeAll(app, target);
});

/**
 * @param {string} app
 * @param {import('./lib/staging.mjs').Target} target
 * @returns {Promise<number>} the exit code
 */
async function makeAll(app, target) {
  const failures = [];
  for (const { what, missing, make } of makersFor(target.platform)) {
    const why = await missing();
    if (why) {
      console.log(`not made  ${what}: ${why}`);
      continue;
    }
    try {
      const file = await make({ app, out: dist, work, target });
      const name = path.relative(projectDir, file);
      console.log(`made      ${name}, ${megabytes((await stat(file)).size)}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      console.log(`FAILED    ${what}: ${error.message}`);
      failures.push(what);
    }
  }
  return failures.length === 0 ? 0 : 1;
}

/**
 * Only the official runtime is for users: with any other the version says that it is a test.
 * @param {import('../scripts/lib/electron-runtime.mjs').Runtime} runtime
 */
async function versionFor({ kind }) {
  const file = path.join(projectDir, 'package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8'));
  return kind === 'official' ? version : `${version}-test`;
}

/** The Node inside: the one named for it, else the registry's, whose checksum the lock file has. */
function nodeToShip() {
  const given = process.env.LIVECHAT_NODE;
  if (given) return path.resolve(given);
  const name = `node-linux-${process.arch}`;
  return path.join(projectDir, 'packaging', 'node_modules', name, 'bin', 'node');
}

/** @param {import('./lib/staging.mjs').Target} target */
function label({ platform, arch, version }) {
  return `Mini LiveChat ${version} for ${platform} ${arch}`;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
