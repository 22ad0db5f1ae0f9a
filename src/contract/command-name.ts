/** Set by the build that is installed; everything else is run from a clone of the repository. */
declare const INSTALLED_COMMAND: string | undefined;

/** What a user types to run the command line of this very build. */
export const COMMAND_NAME =
  typeof INSTALLED_COMMAND === 'string' ? INSTALLED_COMMAND : 'npm run --silent livechat --';
