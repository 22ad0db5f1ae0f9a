import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { loadLibc, type Libc } from './mmsg/libc.ts';
import { loadMmsg, type Loaded } from './mmsg/open-mmsg-io.ts';
import { openIo, type OpenedIo } from './open-io.ts';
import { BACK_ENDS } from './testing/back-ends.ts';

const opened: OpenedIo[] = [];
afterEach(async () => {
  for (const { io } of opened.splice(0)) await io.close();
});

async function open(choice: 'auto' | 'mmsg' | 'dgram', loaded?: Loaded): Promise<OpenedIo> {
  const descriptor = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const options = { host: '127.0.0.1', port: 0, clock: systemClock, onFault: vi.fn(), descriptor };
  const load = loaded && (() => Promise.resolve(loaded));
  const io = await openIo({ choice, ...options }, load);
  opened.push(io);
  return io;
}

const missing = (isExpected: boolean): Loaded => ({ libc: null, reason: 'no koffi', isExpected });

describe('choosing', () => {
  it('takes the fastest there is', async () => {
    expect((await open('auto')).name).toBe(BACK_ENDS.at(-1));
  });

  it.each(BACK_ENDS)('takes %s where it is asked for', async (name) => {
    const { io, ...rest } = await open(name);
    expect(rest).toEqual({ name });
    expect([io.host, io.port]).toEqual(['127.0.0.1', expect.any(Number)]);
  });

  it('tells that the faster one was passed over, where the machine should have it', async () => {
    const { io: _, ...there } = await open('auto', missing(true));
    expect(there).toEqual({ name: 'dgram', passedOver: 'no koffi' });
    const { io: __, ...elsewhere } = await open('auto', missing(false));
    expect(elsewhere).toEqual({ name: 'dgram' });
  });

  it('does not settle for less than what was asked for', async () => {
    await expect(open('mmsg', missing(true))).rejects.toMatchObject({
      code: 'ENOSYS',
      message: 'no koffi',
    });
  });
});

describe('loading', () => {
  it.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'ia32'],
    ['linux', 'riscv64'],
  ])('is refused on %s %s', async (platform, arch) => {
    await expect(loadLibc(platform, arch)).rejects.toThrow(`${platform} ${arch}`);
  });

  it('says why it failed', async () => {
    const loaded = await loadMmsg(() => Promise.reject(new Error('no such library')));
    expect(loaded).toMatchObject({ libc: null, reason: 'no such library' });
  });

  it.runIf(BACK_ENDS.includes('mmsg'))('fails where a sandbox knows not the calls', async () => {
    const real = await loadLibc();
    const sandboxed: Libc = { ...real, recvmmsg: () => -1, errno: () => 38 };
    const loaded = await loadMmsg(() => Promise.resolve(sandboxed));
    expect(loaded).toMatchObject({ libc: null, reason: 'recvmmsg ENOSYS' });
  });
});
