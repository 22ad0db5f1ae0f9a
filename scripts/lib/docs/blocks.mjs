import { Problem } from '../problem.mjs';

/**
 * How a block of commands is run, as the comment before it says.
 * @typedef {{ how: 'run' }
 *   | { how: 'until' | 'stays', text: string }
 *   | { how: 'skipped', why: string }
 *   | { how: 'covered', by: string }} Way
 */

/**
 * @typedef {object} Block
 * @property {string} document its path in the repository
 * @property {number} line of its first command, from 1
 * @property {string} commands
 * @property {Way} way
 * @property {boolean} withNet whether a net has to be on the air
 */

const FENCE = /^( {0,3})(`{3,}|~{3,})\s*(\S*)/;
const COMMENT = /^ {0,3}<!--(.*?)-->\s*$/;
/** What else shells are called: nothing is to escape for its name. */
const OTHER_SHELLS = new Set(['bash', 'shell', 'zsh', 'console', 'shellscript', 'sh-session']);

/** The comments that say how a block is run; the first group is what they are about. */
const MARKERS = {
  until: /^runs until "([^"]+)"$/,
  stays: /^stays on from "([^"]+)"$/,
  skipped: /^not run: (.+)$/,
  covered: /^covered by (\S+)$/,
  net: /^with a net on the air$/,
};

/**
 * Every `sh` block of a document, in its order.
 * @param {string} document
 * @param {string} text
 * @returns {Block[]}
 * @throws {Problem} for a comment before a block that is no marker, a shell by another name or by
 *   none, and a block without an end
 */
export function blocksOf(document, text) {
  const blocks = [];
  /** @type {string[]} */
  let markers = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const comment = COMMENT.exec(lines[at]);
    if (comment) {
      markers.push(comment[1].trim());
      continue;
    }
    if (lines[at].trim() === '') continue;
    const fence = FENCE.exec(lines[at]);
    if (fence) {
      const [, indent, ticks, language] = fence;
      const where = `${document}:${at + 2}`;
      const end = lines.findIndex((line, index) => index > at && line.trim() === ticks);
      if (end < 0) throw new Problem(`${where}: a block without an end.`);
      if (OTHER_SHELLS.has(language)) {
        throw new Problem(`${where}: write sh in place of ${language}, so that it is run.`);
      }
      if (language === '') throw new Problem(`${where}: say what it is: sh is run, text is not.`);
      if (language === 'sh') {
        const commands = lines
          .slice(at + 1, end)
          .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
        blocks.push({
          document,
          line: at + 2,
          commands: commands.join('\n').trim(),
          ...wayOf(where, markers),
        });
      }
      at = end;
    }
    markers = [];
  }
  return blocks;
}

/**
 * @param {string} where
 * @param {string[]} markers
 * @returns {{ way: Way, withNet: boolean }}
 */
function wayOf(where, markers) {
  /** @type {Way[]} */
  const ways = [];
  let withNet = false;
  for (const marker of markers) {
    const [kind, found] = Object.entries(MARKERS)
      .map(([name, pattern]) => /** @type {const} */ ([name, pattern.exec(marker)]))
      .find(([, match]) => match) ?? ['', null];
    if (!found) throw new Problem(`${where}: “${marker}” says nothing about how to run a block.`);
    const [, about = ''] = found;
    if (kind === 'net') withNet = true;
    else if (kind === 'skipped') ways.push({ how: 'skipped', why: about });
    else if (kind === 'covered') ways.push({ how: 'covered', by: about });
    else ways.push({ how: kind === 'until' ? 'until' : 'stays', text: about });
  }
  if (ways.length > 1) throw new Problem(`${where}: two ways to run one block.`);
  return { way: ways[0] ?? { how: 'run' }, withNet };
}

/**
 * The single commands of a block: one a line, and one on each side of `&&`.
 * @param {string} commands
 */
export function singleCommands(commands) {
  return commands
    .replaceAll('\\\n', ' ')
    .split(/\n|&&/)
    .map((command) => command.trim())
    .filter((command) => command !== '' && !command.startsWith('#'));
}

/**
 * Commands of a block that the file does not hold, which is said to cover it: each has to be a line
 * of it.
 * @param {string} commands
 * @param {string} file its text
 */
export function notCovered(commands, file) {
  const lines = new Set(singleCommands(file));
  return singleCommands(commands).filter((command) => !lines.has(command));
}

/**
 * The scripts of package.json that are named within sentences, `npm run NAME` in backticks.
 * @param {string} text
 */
export function scriptsNamed(text) {
  return [...text.matchAll(/`npm (?:run (?:--silent )?)([\w:-]+)[^`]*`/g)].map(([, name]) => name);
}

/**
 * The commands of the command line that are named within sentences, `livechat NAME` in backticks.
 * @param {string} text
 */
export function commandsNamed(text) {
  return [...text.matchAll(/`livechat ([a-z]+)[^`]*`/g)].map(([, name]) => name);
}
