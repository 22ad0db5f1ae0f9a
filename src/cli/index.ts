import { Command } from 'commander';
import { auditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { radioCommand } from './radio.ts';
import { serveCommand } from './serve.ts';
import { tokenCommand } from './token.ts';
import { ownVersion } from './version.ts';

const program = new Command('livechat')
  .description('Mini LiveChat: a push-to-talk net in a laptop')
  .version(ownVersion())
  .addCommand(serveCommand())
  .addCommand(tokenCommand())
  .addCommand(auditCommand())
  .addCommand(backupCommand())
  .addCommand(radioCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
