import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { verifyChain, type Verdict } from '../server/journal/chain.ts';
import { isJournalError, openToRead } from '../server/journal/database.ts';
import { CommandFault, orFail, processIo, type CommandIo } from './command-io.ts';
import { chosenDataDir, dataDirOption } from './data-dir.ts';

/**
 * The command `audit`: says whether the audit trail is whole, while the net is on the air or not.
 * Exit code 1 where it is not, with the record at which it breaks.
 */
export function auditCommand(io: CommandIo = processIo): Command {
  const group = new Command('audit')
    .description('check the record of what happened on the net')
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  const verify = group
    .command('verify')
    .description('check that no record was changed, removed or put in between')
    .addOption(dataDirOption())
    .action(async (options: { readonly dataDir?: string }) => {
      const said = await orFail(verify, () => verdictOf(options.dataDir));
      io.out(`${said}\n`);
    });
  return group;
}

function verdictOf(folder: string | undefined): string {
  const { journal } = chosenDataDir(folder);
  if (!existsSync(journal)) throw new CommandFault(`${journal}: there is no journal`);
  let verdict: Verdict;
  try {
    const db = openToRead(journal);
    try {
      verdict = verifyChain(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (!isJournalError(error)) throw error;
    throw new CommandFault(`${journal}: cannot be read: ${String(error)}`);
  }
  if (!verdict.ok) throw new CommandFault(`${journal}: record ${verdict.id} ${verdict.fault}`);
  const { count, anchor, head } = verdict;
  const pruned = anchor > 0 ? `, from record ${anchor + 1} on as older ones were pruned` : '';
  return `${count} records, whole${pruned}; head ${head}`;
}
