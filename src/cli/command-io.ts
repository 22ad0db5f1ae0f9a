import type { Command } from 'commander';
import { StoreError } from '../server/store/store-error.ts';

/** Where a command writes to. */
export type CommandIo = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

export const processIo: CommandIo = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** What a user did wrong, or has to know; the message is for the user. */
export class CommandFault extends Error {}

/** Does something; what is in the way is one line on the error output, and exit code 1. */
export async function orFail<T>(command: Command, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandFault) && !(error instanceof StoreError)) throw error;
    return command.error(`error: ${error.message}`, { exitCode: 1 });
  }
}
