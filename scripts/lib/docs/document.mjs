import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { note, Problem } from '../problem.mjs';
import { notCovered } from './blocks.mjs';
import { freshEnvironment } from './clone.mjs';
import { startShell } from './shell.mjs';

/** @typedef {import('./blocks.mjs').Block} Block */
/** @typedef {import('./shell.mjs').Result} Result */
/** @typedef {ReturnType<typeof startShell>} Shell */
/** @typedef {{ cwd: string, env: NodeJS.ProcessEnv }} Where */
/**
 * What became of a block.
 * @typedef {{ word: 'ok' | 'FAILED' | 'covered' | 'not run', block: Block, remark: string,
 *   seconds: number }} Row
 */

const NET = 'npm run --silent livechat -- serve';
const ON_THE_AIR = 'The net is on the air';
const DONE = { ok: true, why: '', output: '' };

/**
 * Runs the blocks of one document in their order, with a home of its own. What stays on is ended
 * behind the last, the newest first.
 * @param {Block[]} blocks
 * @param {Awaited<ReturnType<typeof import('./clone.mjs').freshClone>>} clone
 * @param {(row: Row) => void} tell
 * @throws {Problem} where the document cannot even begin
 */
export async function runDocument(blocks, clone, tell) {
  const where = { cwd: clone.dir, env: freshEnvironment(await clone.home()) };
  /** @type {{ block: Block, shell: Shell }[]} */
  const staying = [];
  const [first] = blocks;
  await install(first, where);
  const net = { ...first, commands: NET };
  if (blocks.some(({ withNet }) => withNet))
    staying.push({ block: net, shell: await netFor(where) });

  for (const block of blocks) {
    const { way } = block;
    if (way.how === 'skipped') {
      tell({ word: 'not run', block, remark: way.why, seconds: 0 });
    } else if (way.how === 'covered') {
      const missing = notCovered(
        block.commands,
        await readFile(path.join(clone.dir, way.by), 'utf8'),
      );
      const remark =
        missing.length > 0 ? `not in ${way.by}: ${missing.join(', ')}` : `by ${way.by}`;
      tell({ word: missing.length > 0 ? 'FAILED' : 'covered', block, remark, seconds: 0 });
    } else {
      const { commands, remark } = withoutInstall(block.commands, where);
      const shell = startShell(commands, where);
      const row = await timed(block, () => runOne(way, shell));
      tell({ ...row, remark: [row.remark, remark].filter(Boolean).join(', ') });
      if (way.how === 'stays' && row.word === 'ok') staying.push({ block, shell });
    }
  }
  for (const { block, shell } of staying.reverse()) {
    const row = await timed(block, () => shell.stop());
    if (row.word === 'FAILED') tell(row);
  }
  const changed = await clone.clean();
  if (changed) tell({ word: 'FAILED', block: first, remark: `changed ${changed}`, seconds: 0 });
}

/**
 * @param {{ how: 'run' } | { how: 'until' | 'stays', text: string }} way
 * @param {Shell} shell
 * @returns {Promise<Result>}
 */
async function runOne(way, shell) {
  if (way.how === 'run') return shell.end();
  const printed = await shell.prints(way.text);
  if (printed.ok && way.how === 'stays') return DONE;
  const stopped = await shell.stop();
  return printed.ok ? stopped : printed;
}

/**
 * Only where the document does not say so itself.
 * @param {Block} first
 * @param {Where} where
 */
async function install(first, where) {
  if (first.commands.startsWith('npm ci') || existsSync(path.join(where.cwd, 'node_modules')))
    return;
  const { ok, output } = await startShell('npm ci', where).end();
  if (!ok) throw new Problem(`npm ci failed in the clone:\n${output}`);
}

/**
 * A clone is installed into once, by the first who says so: it takes longer than all the rest.
 * @param {string} commands
 * @param {Where} where
 */
function withoutInstall(commands, where) {
  const rest = commands.replace(/^npm ci && /, '');
  if (rest === commands || !existsSync(path.join(where.cwd, 'node_modules'))) {
    return { commands, remark: '' };
  }
  return { commands: rest, remark: 'npm ci was run before' };
}

/** @param {Where} where */
async function netFor(where) {
  const shell = startShell(NET, where);
  const { ok, why, output } = await shell.prints(ON_THE_AIR);
  if (!ok) throw new Problem(`The net that ${where.cwd} needs: ${why}:\n${output}`);
  return shell;
}

/**
 * @param {Block} block
 * @param {() => Promise<Result>} work
 * @returns {Promise<Row>}
 */
async function timed(block, work) {
  const began = performance.now();
  const { ok, why, output } = await work();
  if (!ok) note(`\n${block.commands}\n${output.trimEnd()}\n`);
  const seconds = (performance.now() - began) / 1000;
  return { word: ok ? 'ok' : 'FAILED', block, remark: why, seconds };
}
