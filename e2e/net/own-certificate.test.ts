import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { RadioClient } from '../../src/radio/index.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { testCertificate, writeCertificate } from '../../src/server/tls/testing/certificates.ts';
import { RawRadio } from './raw-radio.ts';
import { pinned, secure } from './secure-net.ts';
import { SECRET, startNet, tempDir } from './start-net.ts';

describe("a certificate of one's own", () => {
  it('is used, and verified by radios as usual where they trust who signed it', async () => {
    const folder = tempDir();
    const own = await testCertificate(Date.now());
    const net = await startNet({ tls: writeCertificate(folder, own) });
    const { port } = secure(net);
    const radio = await RawRadio.connect(`wss://localhost:${port}/ws`, { ca: own.pem });
    expect(await radio.ask(Op.IDENTIFY, { user_id: 'radio', token: SECRET })).toMatchObject([
      { op: Op.READY },
    ]);
    expect(net.server.addresses.certificate).toMatchObject({ own: true });
  });

  it('that does not fit keeps the net off the air with one line', async () => {
    const folder = tempDir();
    const { cert_file } = writeCertificate(folder, await testCertificate(Date.now()));
    const key_file = join(folder, 'other.key');
    writeFileSync(key_file, (await testCertificate(Date.now())).keyPem);
    await expect(startNet({ tls: { cert_file, key_file } })).rejects.toThrow(
      /^tls\.key_file: got ".*other\.key", whose key is not that of the certificate/,
    );
    await expect(startNet({ tls: { cert_file } })).rejects.toThrow(/expected a file too/);
  });

  it('is renewed when its files change, and nobody is dropped', async () => {
    const clock = new ManualClock(Date.now());
    const folder = tempDir();
    const tls = writeCertificate(folder, await testCertificate(clock.now()));
    const net = await startNet({ tls }, { clock });
    const before = secure(net);
    const live = await pinned(before.url, before.pin);
    await live.identify('live', SECRET);
    writeCertificate(folder, await testCertificate(clock.now()));
    const told: unknown[] = [];
    net.server.feed.delta.on(({ net: state }) => state && told.push(state));
    clock.advance(4_100);
    const after = secure(net);
    expect(after.pin).not.toBe(before.pin);
    await expect(RadioClient.connect(after.url, { pin: before.pin })).rejects.toThrow(
      /not the server/,
    );
    const fresh = await pinned(after.url, after.pin);
    expect((await fresh.identify('fresh', SECRET)).user_id).toBe('fresh');
    expect(await live.list()).toEqual([]);
    expect(told.at(-1)).toMatchObject({
      addresses: { certificate: { pin: after.pin, own: true } },
    });
  });
});
