import { Command } from 'commander';
import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isSqliteError, openToRead } from '../server/journal/database.ts';
import { verifyChain } from '../server/journal/chain.ts';
import { OWNER_ONLY, syncFolder } from '../server/store/atomic-file.ts';
import { systemCode, systemFault } from '../server/store/system-error.ts';
import { CommandFault, orFail, processIo, type CommandIo } from './command-io.ts';
import { chosenDataDir, dataDirOption } from './data-dir.ts';

type BackupOptions = { readonly dataDir?: string; readonly force?: true };

/** The command `backup`: copies the journal as of one moment, while the net is on the air or not. */
export function backupCommand(io: CommandIo = processIo): Command {
  const command = new Command('backup')
    .description('copy the journal into a file, while the net is on the air or not')
    .argument('<file>', 'the file to make')
    .option('--force', 'replace a file that is there')
    .addOption(dataDirOption())
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .action(async (file: string, options: BackupOptions) => {
      const said = await orFail(command, () => backup(resolve(file), options));
      io.out(`${said}\n`);
    });
  return command;
}

function backup(file: string, { dataDir, force }: BackupOptions): string {
  const { journal } = chosenDataDir(dataDir);
  if (!existsSync(journal)) throw new CommandFault(`${journal}: there is no journal`);
  if (file === journal) throw new CommandFault(`${file}: is the journal itself; name another file`);
  if (existsSync(file) && !force) {
    throw new CommandFault(`${file}: is there already; name another, or replace it with --force`);
  }
  // Beside the file itself, so that whoever finds the file finds it whole.
  const temp = `${file}.${process.pid}.tmp`;
  try {
    const count = copy(journal, temp);
    chmodSync(temp, OWNER_ONLY);
    renameSync(temp, file);
    syncFolder(dirname(file));
    return `${file}: ${count} records; keep keys.json beside it, it is not in ${basename(file)}`;
  } catch (error) {
    rmSync(temp, { force: true });
    throw asFault(file, error);
  }
}

/** @returns how many events the copy has, which are whole */
function copy(journal: string, temp: string): number {
  rmSync(temp, { force: true });
  const db = openToRead(journal);
  try {
    db.prepare('VACUUM INTO ?').run(temp);
  } finally {
    db.close();
  }
  const made = openToRead(temp);
  try {
    const verdict = verifyChain(made);
    if (!verdict.ok) {
      throw new CommandFault(
        `${journal}: record ${verdict.id} ${verdict.fault}; nothing was copied`,
      );
    }
    return verdict.count;
  } finally {
    made.close();
  }
}

function asFault(file: string, error: unknown): unknown {
  if (isSqliteError(error)) {
    return new CommandFault(`${file}: cannot be written: ${error.message}`);
  }
  if (systemCode(error) === undefined) return error;
  return new CommandFault(`${file}: cannot be written: ${systemFault(error)}`);
}
