import type { ConsoleApi } from '../contract/console.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merges with the DOM's
  interface Window {
    readonly livechat: ConsoleApi;
  }
}

/** The process that runs the net. */
export const api: ConsoleApi = window.livechat;
