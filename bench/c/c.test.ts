import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { compile, findCompiler } from '../compiler.ts';
import { Load, NativeRelay } from '../programs.ts';

const compiler = process.platform === 'linux' ? findCompiler() : null;

describe.skipIf(compiler === null)('the C relay and the C radios', () => {
  const to = mkdtempSync(path.join(tmpdir(), 'livechat-bench-'));
  afterAll(() => rmSync(to, { recursive: true }));
  const sources = fileURLToPath(new URL('.', import.meta.url));
  const build = (name: string) => compile(compiler ?? '', name, sources, to);

  it('deliver each packet to everybody else in the channel', async () => {
    const crowd = { members: 6, size: 3, sockets: 4 };
    const relay = await NativeRelay.start(build('relay'), crowd.members, crowd.size);
    const load = Load.start([build('load')], relay.port, crowd);
    try {
      expect(await load.latch()).toMatchObject({ delivered: 6, lost: 0 });
      const flood = await load.flood(50);
      expect(flood.sent).toBeGreaterThan(0);
      expect(flood).toMatchObject({ delivered: 2 * flood.sent, lost: 0 });
      const pace = await load.pace(50, 1_000);
      expect(pace).toMatchObject({ delivered: 2 * pace.sent, lost: 0 });
      expect(pace.p99_us).toBeGreaterThanOrEqual(pace.p50_us);
      expect(await relay.cpuMs()).toBeGreaterThan(0);
    } finally {
      await load.stop();
      await relay.stop();
    }
  });
});
