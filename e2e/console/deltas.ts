import type { ElectronApplication } from '@playwright/test';
import type { AlarmView } from '../../src/contract/alarms.ts';
import type { Delta } from '../../src/contract/operator.ts';

/** What main tells the window, changed on its way: for what a test cannot have happen at will. */

type Change = (delta: Delta) => Delta | null;

/** Has all that main sends to its window changed, by the function in `globalThis.change`. */
async function between(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const scope = globalThis as unknown as { change?: Change };
    if (scope.change !== undefined) return;
    scope.change = (delta) => delta;
    const [window_] = BrowserWindow.getAllWindows();
    if (window_ === undefined) throw new Error('no window');
    const { webContents } = window_;
    const send = webContents.send.bind(webContents);
    webContents.send = (channel: string, ...args: unknown[]) => {
      const [first] = args as [Delta?];
      const isDelta = first?.seq !== undefined;
      const delta = isDelta ? (scope.change?.(first) ?? null) : null;
      if (delta !== null) send(channel, delta);
      else if (!isDelta) send(channel, ...args);
    };
  });
}

/**
 * Nothing new comes to the window from here on, as where main hangs.
 *
 * @returns lets it through again
 */
export async function loseDeltas(app: ElectronApplication): Promise<() => Promise<void>> {
  await between(app);
  const set = (isLost: boolean): Promise<void> =>
    app.evaluate((_, lost) => {
      const scope = globalThis as unknown as { change: Change };
      scope.change = (delta) => (lost ? null : delta);
    }, isLost);
  await set(true);
  return () => set(false);
}

/**
 * The relay is as busy as that from here on, as the window sees it.
 *
 * @param load 0 to 1; null where it is not known
 * @param dropped how many packets the alarm of an overload says; none where left out
 */
export async function pretendLoad(
  app: ElectronApplication,
  load: number | null,
  dropped = 0,
): Promise<void> {
  await between(app);
  const now = Date.now();
  const alarm: AlarmView = {
    alarm_id: 1_000_000,
    kind: 'relay_overloaded',
    subject: '',
    severity: 'critical',
    params: { dropped },
    ...{ raised_at: now, last_at: now, count: 1, ended_at: null, acknowledged_at: null },
  };
  await app.evaluate(
    (_, { relay_load, set }) => {
      const scope = globalThis as unknown as { change: Change };
      scope.change = (delta) => ({
        ...delta,
        ...(delta.traffic && {
          traffic: delta.traffic.map((point) => ({ ...point, relay_load })),
        }),
        ...(set.length > 0 && { alarms: { set, gone: [] } }),
      });
    },
    { relay_load: load, set: dropped > 0 ? [alarm] : [] },
  );
}
