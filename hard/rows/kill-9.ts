import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killAndLook } from '../../e2e/net/journal-kills.ts';
import type { SettingsInput } from '../../src/contract/settings.ts';
import { prepareDataDir } from '../../src/server/store/data-dir.ts';
import { partOf, type Row } from '../row.ts';

const KILLS = 200;
const RADIOS = 8;
const MOST_START_MS = 2_000;

/** Radios that say as much as the disk takes, and no port that others may want. */
const SETTINGS: SettingsInput = { wss_port: 0, limits: { frames_per_minute: 0 } };

export const kill9Row: Row = {
  name: 'kill-9',
  what: 'kill -9 at random moments while radios talk, make channels and tokens are minted',
  bar: 'every acknowledged record there, chain valid, start within 2 s',
  run: async ({ places, share, seed, note }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'livechat-kills-'));
    try {
      const dataDir = prepareDataDir(folder);
      writeFileSync(dataDir.settings, JSON.stringify(SETTINGS));
      const { kills, acknowledged, missing, broken, startsMs } = await killAndLook({
        kills: partOf(KILLS, share),
        dataDir: folder,
        seed,
        radios: RADIOS,
        project: places.project,
        onRound: note,
      });
      const slowest = Math.max(...startsMs);
      const sum = startsMs.reduce((all, ms) => all + ms, 0);
      return {
        did: `${kills} kills, ${acknowledged} acknowledged records`,
        figures: {
          missing: missing.length,
          broken_chains: broken.length,
          mean_start_ms: sum / startsMs.length,
          slowest_start_ms: slowest,
        },
        faults: [
          ...missing.slice(0, 10).map((line) => `missing: ${line}`),
          ...broken.slice(0, 10),
          ...(acknowledged > 0 ? [] : ['nothing was ever acknowledged']),
        ],
        missed: slowest < MOST_START_MS ? [] : [`a start took ${slowest.toFixed(0)} ms`],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
