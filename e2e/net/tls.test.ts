import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import {
  connect as connectTls,
  createServer as createTls,
  type ConnectionOptions,
  type TLSSocket,
} from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { joinUri } from '../../src/contract/join-uri.ts';
import { Op } from '../../src/contract/ops.ts';
import { pinInGroups } from '../../src/contract/pin.ts';
import { SRTP_PROFILES } from '../../src/contract/srtp.ts';
import { PinError, RadioClient } from '../../src/radio/index.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { testCertificate } from '../../src/server/tls/testing/certificates.ts';
import { finished } from './command.ts';
import { RawRadio } from './raw-radio.ts';
import { pinned, secure } from './secure-net.ts';
import { SECRET, startNet, tempDir } from './start-net.ts';
import { eventually, latch, rtp, udp } from './udp.ts';

const ALPHA = { channel_id: 'alpha', channel_name: 'Alpha' };
const channels = [ALPHA];
const OTHER_PIN = `sha256/${'A'.repeat(43)}=`;

/** The certificate that a port shows, and what was agreed with it. */
async function shown(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

describe('wss', () => {
  it('logs in, joins and talks, with radios on plain ws in the same channel', async () => {
    const net = await startNet({ channels });
    const { url, pin } = secure(net);
    const client = await pinned(url, pin);
    await client.identify('secure', SECRET);
    await client.join('alpha', 1);
    const plain = await net.radio('plain');
    await plain.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 2 });
    const said = client.send('alpha', 'over TLS');
    expect(await plain.next()).toMatchObject({ d: { content: 'over TLS' } });
    await said;
    const [talker, listener] = [await udp(), await udp()];
    await latch(net, talker, 1);
    await latch(net, listener, 2);
    const heard = once(listener, 'message');
    talker.send(rtp(1, 60_000), net.server.relay.port, '127.0.0.1');
    expect((await heard)[0]).toEqual(rtp(1, 60_000));
  });

  it('has the pin that openssl says, on the console and in words', async () => {
    const net = await startNet();
    const { pin, port } = secure(net);
    const openssl = (args: readonly string[], input: Buffer | string): Buffer =>
      execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'ignore'] });
    const session = await shown(port);
    const pem = session.getPeerX509Certificate()?.toString() ?? '';
    const key = openssl(['x509', '-noout', '-pubkey'], pem);
    const der = openssl(['pkey', '-pubin', '-outform', 'der'], key);
    const hash = openssl(['dgst', '-sha256', '-binary'], der);
    expect(pin).toBe(`sha256/${hash.toString('base64')}`);
    expect(pinInGroups(pin).replaceAll(' ', '')).toBe(hash.toString('hex').toUpperCase());
    expect(openssl(['x509', '-noout', '-text'], pem).toString()).toContain('ASN1 OID: prime256v1');
    const { net: state } = net.server.feed.snapshot();
    expect(state).toMatchObject({ addresses: { certificate: { pin, own: false } } });
  });

  it('offers keys for SRTP where plain ws from elsewhere would not', async () => {
    const net = await startNet({ host: '', channels: [{ ...ALPHA, srtp: 'required' }] });
    const { pin, port } = secure(net);
    const lan = net.server.addresses.wss_urls.find((url) => !/127\.0\.0\.1|\[::1\]/.test(url));
    const client = await pinned(lan ?? `wss://127.0.0.1:${port}/ws`, pin);
    await client.identify('radio', SECRET);
    const joined = await client.join('alpha', 1, { srtp: SRTP_PROFILES });
    expect(joined.media?.srtp?.profile).toBe(SRTP_PROFILES[0]);
  });

  it('speaks TLS 1.3, and 1.2 with forward secrecy, and nothing older', async () => {
    const { port } = secure(await startNet());
    expect((await shown(port)).getProtocol()).toBe('TLSv1.3');
    const older = await shown(port, { maxVersion: 'TLSv1.2' });
    expect(older.getProtocol()).toBe('TLSv1.2');
    expect(older.getCipher().name).toMatch(/^ECDHE-ECDSA-.*(GCM|POLY1305)/);
    const legacy = {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL@SECLEVEL=0',
    } as const;
    await expect(shown(port, legacy)).rejects.toThrow(/protocol version|unsupported|alert/i);
    const static_ = {
      maxVersion: 'TLSv1.2',
      ciphers: 'AES128-SHA:ECDHE-ECDSA-AES128-SHA',
    } as const;
    await expect(shown(port, static_)).rejects.toThrow(/handshake failure|no ciphers|no shared/i);
  });

  it('closes a radio that reads too slowly, as plain ws does', async () => {
    const net = await startNet({
      channels,
      limits: { session_queue_bytes: 4_096, frames_per_minute: 0 },
    });
    const { url } = secure(net);
    const slow = await RawRadio.connect(url, { rejectUnauthorized: false });
    await slow.ask(Op.IDENTIFY, { user_id: 'slow', token: SECRET });
    await slow.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 1 });
    const loud = await net.radio('loud');
    await loud.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 2 });
    slow.socket.pause();
    const message = { channel_id: 'alpha', content: 'x'.repeat(2_000) };
    while (net.server.net.users.get('slow')) await loud.ask(Op.MESSAGE_CREATE, message);
    slow.socket.resume();
    await slow.closed;
    expect(net.server.feed.snapshot().limits_hit.session_queue_bytes).toBe(1);
  });
});

describe('a pin', () => {
  it('that is another one is refused before anything is said', async () => {
    const net = await startNet();
    const { url, pin } = secure(net);
    const refused = RadioClient.connect(url, { pin: OTHER_PIN });
    await expect(refused).rejects.toThrow(`got ${pin}, expected ${OTHER_PIN}`);
    await eventually(() => net.server.gateway.connections === 0);
  });

  it('that does not fit keeps even the HTTP request from being sent', async () => {
    // A server that only listens: TLS is done, then every byte that comes is one too many.
    const { keyPem: key, pem: cert } = await testCertificate(Date.now());
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      let bytes = 0;
      const ended: Promise<unknown>[] = [];
      const eavesdropper = createTls({ key, cert, maxVersion }, (socket) => {
        socket.on('error', () => undefined);
        socket.on('data', (data: Buffer) => (bytes += data.length));
      });
      eavesdropper.on('connection', (socket: Socket) => {
        ended.push(new Promise((resolve) => socket.once('close', resolve)));
      });
      eavesdropper.listen(0, '127.0.0.1');
      await once(eavesdropper, 'listening');
      onTestFinished(() => void eavesdropper.close());
      const { port } = eavesdropper.address() as { port: number };
      const refused = RadioClient.connect(`wss://127.0.0.1:${port}/ws`, { pin: OTHER_PIN });
      await expect(refused).rejects.toThrow(/not the server that was pinned/);
      await eventually(() => ended.length === 1);
      await Promise.all(ended);
      expect(bytes).toBe(0);
    }
  });

  it('is the only thing that counts: without one a self-signed certificate is refused', async () => {
    const { url } = secure(await startNet());
    await expect(RadioClient.connect(url)).rejects.toThrow(/self-signed/);
  });

  it('wants TLS to go with it', async () => {
    const net = await startNet();
    await expect(RadioClient.connect(net.url, { pin: OTHER_PIN })).rejects.toThrow(SyntaxError);
    expect(new PinError(OTHER_PIN, null).message).toMatch(/got no certificate/);
  });

  it('still fits when the address of the LAN has changed, and after a restart', async () => {
    const dataDir = tempDir();
    const net = await startNet({ host: '' }, { dataDir });
    const { pin, port } = secure(net);
    // Names and addresses that the certificate says nothing of.
    for (const host of ['127.0.0.1', '127.8.8.8', 'localhost']) {
      const client = await pinned(`wss://${host}:${port}/ws`, pin);
      await client.identify(`at ${host}`, SECRET);
    }
    await net.server.stop();
    const again = await startNet({ host: '127.77.0.1' }, { dataDir });
    const { url } = secure(again);
    expect(url).toContain('127.77.0.1');
    expect((await (await pinned(url, pin)).identify('radio', SECRET)).user_id).toBe('radio');
  });

  it('and the address come from a join link, for the radio of the command line', async () => {
    const net = await startNet({ channels });
    const { url, pin } = secure(net);
    const say = (join: string): ReturnType<typeof finished> =>
      finished(['radio', '--join', join, '--channel', 'alpha', '--seconds', '0.1', '--json']);
    const good = await say(joinUri({ url, pin, user: 'cli', token: SECRET }));
    expect(good.code).toBe(0);
    expect(good.output).toContain('"event":"joined"');
    const bad = await say(joinUri({ url, pin: OTHER_PIN, user: 'cli', token: SECRET }));
    expect(bad).toMatchObject({ code: 1, output: '' });
    expect(bad.errors).toMatch(/^error: .*not the server that was pinned.*\n$/);
  });
});

describe('ports', () => {
  const isOpen = async (port: number): Promise<boolean> => {
    const socket = connectTcp({ host: '127.0.0.1', port });
    onTestFinished(() => void socket.destroy());
    return Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
  };

  it('plain ws can be turned off: its port is closed, and TLS is all there is', async () => {
    const blocked = createServer().listen(0, '127.0.0.1');
    await once(blocked, 'listening');
    const { port } = blocked.address() as { port: number };
    blocked.close();
    await once(blocked, 'close');
    const net = await startNet({ plain_ws: false, ws_port: port });
    expect(net.server.addresses).toMatchObject({ ws_port: null, urls: [] });
    expect(await isOpen(port)).toBe(false);
    const client = await pinned(secure(net).url, secure(net).pin);
    expect((await client.identify('radio', SECRET)).user_id).toBe('radio');
  });

  it('TLS can be turned off', async () => {
    const net = await startNet({ tls: { enabled: false } });
    expect(net.server.addresses).toMatchObject({ wss_port: null, wss_urls: [], certificate: null });
    expect((await net.radio('radio')).socket.readyState).toBe(1);
  });

  it('but not both, nor may they be one', async () => {
    await expect(startNet({ plain_ws: false, tls: { enabled: false } })).rejects.toThrow(
      /plain_ws/,
    );
    await expect(startNet({ ws_port: 9_000, wss_port: 9_000 })).rejects.toThrow(/wss_port/);
  });

  it('that are taken are said by their setting, and nothing stays behind', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    onTestFinished(() => void blocker.close());
    const { port } = blocker.address() as { port: number };
    const clock = new ManualClock();
    await expect(startNet({ wss_port: port }, { clock })).rejects.toMatchObject({
      message: expect.stringMatching(`^wss_port: TCP port ${port} is in use`) as string,
      error: { code: 'port_in_use', params: { setting: 'wss_port', port } },
    });
    expect(clock.running).toBe(0);
  });
});
