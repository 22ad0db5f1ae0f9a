import { InvalidArgumentError, Option } from 'commander';
import { dataDir, type DataDir } from '../server/store/data-dir.ts';
import { defaultDataDir } from '../server/store/default-data-dir.ts';

/** The option `--data-dir`, the same in every command. */
export function dataDirOption(): Option {
  return new Option(
    '--data-dir <folder>',
    'data folder of the net (default: the desktop app’s)',
  ).argParser((value) => {
    if (value.trim() === '') throw new InvalidArgumentError('Expected the path of a folder.');
    return value;
  });
}

/**
 * The data folder that a command works on, and its files. Nothing is made.
 *
 * @param option what `--data-dir` says; without it, the folder that the desktop app uses
 */
export function chosenDataDir(option: string | undefined): DataDir {
  return dataDir(option ?? defaultDataDir());
}
