import { expect, type Page } from '@playwright/test';
import { RawRadio } from '../net/raw-radio.ts';
import { gatewayUrl } from './in-window.ts';
import type { ConsoleOptions } from './open-console.ts';

const SECRET = 'a secret for tests alone';

/** A net in which who falls silent is a zombie soon, and its alarm over. */
export const SOON_ZOMBIES: ConsoleOptions = {
  env: { LIVECHAT_SECRET: SECRET },
  settings: {
    heartbeat_interval_ms: 50,
    suspect_after_ms: 100,
    zombie_after_ms: 200,
    reaper_interval_ms: 100,
  },
};

/** Lets a radio of each name fall silent, until the net has ended it. */
export async function zombies(page: Page, ...names: string[]): Promise<void> {
  const url = await gatewayUrl(page);
  for (const name of names) {
    const radio = await RawRadio.login(url, name, SECRET);
    expect(await radio.closed).toMatchObject({ code: 4009 });
  }
}
