// Runs the commands of every document from a fresh clone: npm run test:docs. Words after it choose
// documents by their names (npm run test:docs -- README journal); --list only tells what would be run.
// docs/decisions/0019-documents-that-run.md says how a document says how it is run.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { blocksOf } from './lib/docs/blocks.mjs';
import { documentsOf, freshClone, uncommitted } from './lib/docs/clone.mjs';
import { runDocument } from './lib/docs/document.mjs';
import { note, Problem, runScript } from './lib/problem.mjs';

/** @typedef {import('./lib/docs/document.mjs').Row} Row */

/** How long another net on this computer is waited for, to end by itself. */
const PATIENCE_MS = 120_000;

const args = process.argv.slice(2);
const listOnly = args.includes('--list');
const chosen = args.filter((arg) => !arg.startsWith('--'));

await runScript(async () => {
  const changes = await uncommitted();
  if (changes) note(`Not committed, so not in the clone:\n${changes}`);
  const clone = await freshClone();
  try {
    const documents = [];
    // All of them are read before any is run: a marker that is wrong is told at once.
    for (const document of await documentsOf(clone.dir)) {
      if (chosen.length > 0 && !chosen.some((word) => document.includes(word))) continue;
      const blocks = blocksOf(document, await readFile(path.join(clone.dir, document), 'utf8'));
      if (blocks.length > 0) documents.push(blocks);
    }
    if (documents.length === 0) throw new Problem('No document of that name has commands.');
    if (listOnly) return list(documents.flat());
    await requireFreePorts();
    /** @type {Row[]} */
    const rows = [];
    for (const blocks of documents) {
      await runDocument(blocks, clone, (row) => {
        rows.push(row);
        note(rowText(row));
      });
    }
    return summary(rows);
  } finally {
    await clone.remove();
  }
});

/** The ports of a net as they are unless somebody sets them: the documents' commands use them. */
async function requireFreePorts() {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const [inUse] = (await Promise.all([tcpInUse(8080), tcpInUse(8443), udpInUse(10_000)])).flat();
    if (inUse === undefined) return;
    if (performance.now() > until) {
      throw new Problem(`${inUse} is in use here, and the commands of the documents need it.`);
    }
    await delay(1_000);
  }
}

/** @param {number} port */
async function tcpInUse(port) {
  const server = createServer();
  const listens = once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.listen(port);
  if (!(await listens)) return [`TCP port ${port}`];
  server.close();
  await once(server, 'close');
  return [];
}

/** @param {number} port */
async function udpInUse(port) {
  const socket = createSocket('udp4');
  const listens = once(socket, 'listening').then(
    () => true,
    () => false,
  );
  socket.bind(port);
  const free = await listens;
  socket.close();
  return free ? [] : [`UDP port ${port}`];
}

/** @param {import('./lib/docs/blocks.mjs').Block[]} blocks */
function list(blocks) {
  for (const { document, line, commands, way, withNet } of blocks) {
    const about = Object.values(way).join(' ');
    console.log(`${document}:${line}  ${about}${withNet ? ', with a net' : ''}\n  ${commands}`);
  }
  return 0;
}

/** @param {Row} row */
function rowText({ word, block, remark, seconds }) {
  const [first, ...others] = block.commands.split('\n');
  const command = `${first}${others.length > 0 ? ' …' : ''}`;
  const time = seconds > 0 ? `  ${seconds.toFixed(1)} s` : '';
  const where = `${block.document}:${block.line}`;
  return `${word.padEnd(8)} ${where}  ${command}${time}${remark ? `  (${remark})` : ''}`;
}

/** @param {Row[]} rows */
function summary(rows) {
  const count = (/** @type {Row['word']} */ word) => rows.filter((row) => row.word === word).length;
  console.log(`\n${rows.map(rowText).join('\n')}\n`);
  console.log(
    `${count('ok')} ok, ${count('FAILED')} failed, ${count('covered')} covered elsewhere, ` +
      `${count('not run')} not run`,
  );
  return count('FAILED') > 0 ? 1 : 0;
}
