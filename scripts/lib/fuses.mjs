import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

// How a fuse stands in the executable: an ASCII digit, or something else where it was taken out.
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

/**
 * What an installed app may do that Electron could: switches inside the executable, which no
 * environment variable and no argument changes. docs/decisions/0014-electron-hardening.md tells why.
 */
export const FUSES = {
  // The executable is this app and nothing else: no Node for whoever can set an environment.
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableCookieEncryption: true,
  // Checked where Electron can, on macOS and Windows; of no effect on Linux.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The window is served from a scheme of its own.
  GrantFileProtocolExtraPrivileges: false,
};

/**
 * Sets the fuses of a runtime that is going to be packaged.
 * @param {string} executable changed in place: never that of a runtime that others use
 */
export async function setFuses(executable) {
  const wire = Object.entries(FUSES).map(([name, isOn]) => [FuseV1Options[name], isOn]);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // A signature on macOS is void afterwards; an ad-hoc one lets it start until it is signed.
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...Object.fromEntries(wire),
  });
}

/**
 * How the fuses of an executable are set.
 * @param {string} executable
 * @returns {Promise<Record<string, boolean>>} by the names of `FUSES`; a fuse that this Electron does
 *   not have is left out
 */
export async function readFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  const states = Object.keys(FUSES).map((name) => [name, wire[FuseV1Options[name]]]);
  return Object.fromEntries(
    states
      .filter(([, state]) => state === ON || state === OFF)
      .map(([name, state]) => [name, state === ON]),
  );
}
