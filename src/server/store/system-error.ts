const MEANING: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it is a file, not a folder',
  EIO: 'the disk reports a fault',
  EISDIR: 'it is a folder, not a file',
  ELOOP: 'its symbolic links go in a circle',
  ENAMETOOLONG: 'the path is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of the path is a file, not a folder',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};

/** The system's code of a failed call, such as `EACCES`; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Says in a few words why a call to the system failed.
 *
 * @param error what a function of `node:fs` threw
 * @returns for example `permission denied (EACCES)`
 * @throws the error itself where it did not come from the system, as then it is a bug
 */
export function systemFault(error: unknown): string {
  const code = systemCode(error);
  if (code === undefined) throw error;
  const meaning = MEANING[code];
  return meaning === undefined ? code : `${meaning} (${code})`;
}
