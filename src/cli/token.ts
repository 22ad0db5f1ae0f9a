import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { tokenRequest, type TokenRequestInput } from '../contract/tokens.ts';
import { Authenticator } from '../server/auth/authenticator.ts';
import { noSuchToken } from '../server/auth/book-words.ts';
import { TokenBook } from '../server/auth/token-book.ts';
import { systemClock, type Clock } from '../server/clock.ts';
import { openJournalBeside } from '../server/journal/store.ts';
import { systemRandom } from '../server/random.ts';
import { prepareDataDir } from '../server/store/data-dir.ts';
import { CommandFault, orFail, processIo as commandIo, type CommandIo } from './command-io.ts';
import { chosenDataDir, dataDirOption } from './data-dir.ts';
import {
  channelOption,
  priorityOption,
  roleOption,
  ttlOption,
  userOption,
} from './token-options.ts';
import { tokenTable } from './token-table.ts';

/** Where a command writes to, and its time. */
export type TokenIo = CommandIo & { readonly clock: Clock };

const processIo: TokenIo = { ...commandIo, clock: systemClock };

type DataDirChoice = { readonly dataDir?: string };
type MintOptions = DataDirChoice & {
  readonly user: string;
  readonly ttl: number;
  readonly role: NonNullable<TokenRequestInput['role']>;
  readonly channel?: string[];
  readonly priority: number;
};

/**
 * The command `token`: mints, lists and revokes tokens in a data folder, whether the net is on
 * the air or not. An error is one line on the error output and exit code 1.
 */
export function tokenCommand(io: TokenIo = processIo): Command {
  const group = new Command('token')
    .description('mint, list and revoke the tokens that radios log in with')
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => {
        write(`${oneLine(text)}\n`);
      },
    });

  const mint = group
    .command('mint')
    .description('mint a token and print it; it is shown this once')
    .addOption(userOption)
    .addOption(ttlOption)
    .addOption(roleOption)
    .addOption(channelOption)
    .addOption(priorityOption)
    .addOption(dataDirOption())
    .action(async (options: MintOptions) => {
      const token = await orFail(mint, () => mintToken(io, options));
      io.out(`${token}\n`);
    });

  const list = group
    .command('list')
    .description('list the tokens that were minted')
    .option('--json', 'as JSON, times in ms since 1970')
    .addOption(dataDirOption())
    .action(async (options: DataDirChoice & { readonly json?: boolean }) => {
      const tokens = await orFail(list, () => withBook(io, options, (book) => book?.views() ?? []));
      if (options.json) io.out(`${JSON.stringify(tokens, null, 2)}\n`);
      else if (tokens.length > 0) io.out(tokenTable(tokens, io.clock.now()));
      else io.err(`no tokens in ${chosenDataDir(options.dataDir).path}\n`);
    });

  const revoke = group
    .command('revoke')
    .description('revoke a token: its radio is logged out at once, and cannot log in again')
    .argument('<id>', 'the id of the token, as listed')
    .addOption(dataDirOption())
    .action(async (jti: string, options: DataDirChoice) => {
      const said = await orFail(revoke, () => revokeToken(io, options, jti));
      io.out(`${said}\n`);
    });

  return group;
}

async function mintToken(io: TokenIo, options: MintOptions): Promise<string> {
  const request = tokenRequest.parse({
    user_id: options.user,
    ttl_s: options.ttl,
    role: options.role,
    channels: options.channel,
    priority: options.priority,
  });
  const authenticator = new Authenticator({
    dataDir: prepareDataDir(chosenDataDir(options.dataDir).path),
    clock: io.clock,
    random: systemRandom,
    warn: warner(io),
  });
  try {
    const minted = await authenticator.mint(request);
    if (!minted.ok) throw new CommandFault(minted.error.reason);
    return minted.value.token;
  } finally {
    authenticator.close();
  }
}

function revokeToken(io: TokenIo, options: DataDirChoice, jti: string): string {
  return withBook(io, options, (book) => {
    const already = (book?.view(jti)?.revoked_at ?? null) !== null;
    const revoked = book?.revoke(jti) ?? { ok: false, error: noSuchToken(jti) };
    if (!revoked.ok) {
      throw new CommandFault(`${revoked.error.reason} of ${chosenDataDir(options.dataDir).path}`);
    }
    const { user_id: user } = revoked.value;
    return `token ${jti} of ${user} ${already ? 'was revoked already' : 'is revoked'}`;
  });
}

/** Needs no keys, and makes no folder: where there is nothing yet, there is no book. */
function withBook<T>(io: TokenIo, options: DataDirChoice, work: (book?: TokenBook) => T): T {
  const dataDir = chosenDataDir(options.dataDir);
  if (!existsSync(dataDir.journal) && !existsSync(dataDir.tokens)) return work();
  const { db } = openJournalBeside({ dataDir });
  try {
    return work(new TokenBook({ db, dataDir, clock: io.clock, warn: warner(io) }));
  } finally {
    db.close();
  }
}

function warner(io: TokenIo): (line: string) => void {
  return (line) => io.err(`warning: ${line}\n`);
}

/** An error is one line, in which no token is repeated that was given in the wrong place. */
function oneLine(text: string): string {
  return text
    .replace(/[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g, '(a token)')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
