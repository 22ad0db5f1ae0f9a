import type { LibraryHandle } from 'koffi';

/** What gives access to functions of Linux' C library. */
export type CLibrary = {
  readonly library: LibraryHandle;
  readonly koffi: typeof import('koffi').default;
};

/**
 * Loads the C library of Linux on 64-bit x86 or ARM: on these two the numbers of its constants and
 * the layouts of its structures agree.
 *
 * @throws where the system is not one of those, or koffi or the library cannot be loaded
 */
export async function loadCLibrary(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<CLibrary> {
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64')) {
    throw new Error(`system calls of Linux are not spoken on ${platform} ${arch}`);
  }
  const { default: koffi } = await import('koffi');
  // By this name GNU's library alone is found. musl's sends one by one behind the same function.
  return { library: koffi.load('libc.so.6'), koffi };
}
