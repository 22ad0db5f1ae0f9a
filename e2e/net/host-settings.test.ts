import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { SettingEdit } from '../../src/contract/setting-changes.ts';
import type { SettingsInput } from '../../src/contract/settings.ts';
import { NetHost } from '../../src/main/net-host.ts';
import { SettingsDesk } from '../../src/main/settings-desk.ts';
import { Media, opusFrame, RadioClient, type OpusFrame } from '../../src/radio/index.ts';
import { systemClock } from '../../src/server/clock.ts';
import { journalWorkerUrl } from '../../src/server/journal/testing/worker-url.ts';
import { silentLog } from '../../src/server/log.ts';
import { systemRandom } from '../../src/server/random.ts';
import { workerUrl } from '../../src/server/relay/testing/worker-url.ts';
import { LiveChatServer } from '../../src/server/server.ts';
import { EarlierSettings } from '../../src/server/store/earlier-settings.ts';
import { SettingsFile } from '../../src/server/store/settings-file.ts';
import { RawRadio } from './raw-radio.ts';
import { SECRET, tempDir } from './start-net.ts';
import { eventually } from './udp.ts';

const OPEN = { host: '127.0.0.1', ws_port: 0, wss_port: 0, udp_port: 0 };
const ALPHA = { channel_id: 'alpha', channel_name: 'Alpha' };

/** An app without its window: the host of a net, and the desk where its settings are changed. */
async function openHost(input: SettingsInput = {}) {
  const folder = tempDir();
  const path = join(folder, 'settings.json');
  writeFileSync(path, JSON.stringify({ ...OPEN, channels: [ALPHA], ...input }));
  const file = new SettingsFile(path);
  const earlier = new EarlierSettings(file);
  const workers = { relayWorker: await workerUrl(), journalWorker: await journalWorkerUrl() };
  const host = new NetHost({
    ...{ settings: file, earlier, clock: systemClock, log: silentLog },
    start: (settings) =>
      LiveChatServer.start({
        ...{ settings, dataDir: folder, secret: SECRET, ...workers },
        ...{ clock: systemClock, random: systemRandom, log: silentLog },
      }),
  });
  onTestFinished(() => host.stop());
  const desk = new SettingsDesk({ host, file, earlier });
  const url = (): string => host.addresses?.urls[0] ?? '';
  /** Changes settings, which has to work. */
  const change = async (...edits: SettingEdit[]) => {
    const outcome = await desk.change(edits);
    if (!outcome.ok) throw new Error(outcome.error.reason);
    return outcome.value;
  };
  const events = async (kind: 'net.settings_changed' | 'channel.created' | 'net.started') => {
    const result = await host.command('events.list', { kinds: [kind] });
    if (!result.ok) throw new Error(result.error.reason);
    return result.value.events;
  };
  return { host, desk, file, earlier, path, url, change, events };
}

/** The same, on ports that stay what they are. */
async function onKeptPorts(input: SettingsInput = {}) {
  const opened = await openHost(input);
  await opened.host.start();
  const { ws_port, udp_port } = opened.host.addresses ?? { ws_port: 0, udp_port: 0 };
  await opened.change({ field: 'ws_port', value: ws_port }, { field: 'udp_port', value: udp_port });
  expect(await opened.host.restart()).toMatchObject({ ok: true });
  return opened;
}

async function* speech(isOver: () => boolean): AsyncGenerator<OpusFrame> {
  const frame = opusFrame(Uint8Array.from([0xf8, 1, 1]));
  while (frame !== null && !isOver()) yield await Promise.resolve(frame);
}

it('a restart keeps tokens, channels and journal, and radios come back by themselves', async () => {
  const { host, url, change, events } = await onKeptPorts();
  const minted = await host.command('token.mint', { user_id: 'talker' });
  if (!minted.ok) throw new Error(minted.error.reason);
  await host.command('channel.create', { channel_id: 'bravo', channel_name: 'Bravo' });
  const radio = async (user: string, token: string, ssrc: number) => {
    const client = await RadioClient.connect(url());
    const told: string[] = [];
    for (const name of ['lost', 'resumed', 'identified'] as const) {
      client.on(name, () => told.push(name));
    }
    await client.identify(user, token);
    await client.join('bravo', ssrc);
    const port = host.addresses?.udp_port ?? 0;
    const media = await Media.open({ address: client.serverAddress, port, keys: client.keys });
    onTestFinished(async () => {
      await client.close();
      await media.close();
    });
    const uplink = media.uplink(ssrc);
    client.on('identified', ({ joined }) => uplink.rejoined(ssrc, joined[0]?.media));
    return { client, media, told, uplink };
  };
  const ears = await radio('ears', SECRET, 2);
  const talker = await radio('talker', minted.value.token, 1);
  let heard = 0;
  ears.media.on('frame', () => (heard += 1));
  let isOver = false;
  const talking = talker.uplink.talk(speech(() => isOver));
  await eventually(() => heard > 0);

  await change({ field: 'limits.packets_per_second', value: 900 });
  expect(host.inForce?.limits.packets_per_second).toBe(500);
  const before = url();
  expect(await host.restart()).toEqual({ ok: true, value: null });
  expect(host.inForce?.limits.packets_per_second).toBe(900);
  expect(url()).toBe(before);
  await eventually(() => [ears, talker].every(({ told }) => told.at(-1) !== 'lost'));
  expect(ears.told).toEqual(['lost', 'identified']);
  const { radios, tokens, channels } = host.snapshot();
  expect(radios.map(({ user_id }) => user_id).sort()).toEqual(['ears', 'talker']);
  expect(tokens.map(({ user_id }) => user_id)).toEqual(['talker']);
  const bravo = channels.find(({ channel_id }) => channel_id === 'bravo');
  expect(bravo?.members).toHaveLength(2);
  const until = heard;
  await eventually(() => heard > until);
  isOver = true;
  await talking;
  expect(await events('net.started')).toHaveLength(3);
});

it('live settings take effect at once, the others wait; each is on record once', async () => {
  const { host, url, desk, change, events } = await onKeptPorts({ limits: { sessions: 9 } });
  await RawRadio.login(url(), 'one', SECRET);
  const first = (await events('net.settings_changed')).length;
  const state = await change(
    { field: 'limits.sessions', value: 1 },
    { field: 'suspect_after_ms', value: 15_000 },
    { field: 'identify_timeout_ms', value: 5_000 },
    {
      field: 'channels',
      value: [
        { ...ALPHA, channel_name: 'Anna' },
        { ...ALPHA, channel_id: 'b' },
      ],
    },
  );
  expect(state.waiting).toEqual([{ field: 'identify_timeout_ms', from: '10000', to: '5000' }]);
  await expect(RawRadio.login(url(), 'two', SECRET)).rejects.toThrow('the net is full');
  const { channels, net } = host.snapshot();
  expect(channels.map(({ channel_name }) => channel_name).sort()).toEqual(['Alpha', 'Anna']);
  await eventually(() => {
    const now = host.snapshot().net;
    return now.state === 'on_air' && now.watch.suspect_after_ms === 15_000;
  });
  expect(net.state).toBe('on_air');
  const told = await events('net.settings_changed');
  expect(told).toHaveLength(first + 1);
  expect(told[0]).toMatchObject({ by: 'operator' });
  expect(told[0]?.detail['changes']).toEqual([
    expect.objectContaining({ field: 'channels[alpha]' }),
    expect.objectContaining({ field: 'channels[b]', from: null }),
    { field: 'identify_timeout_ms', from: '10000', to: '5000' },
    { field: 'limits.sessions', from: '9', to: '1' },
    { field: 'suspect_after_ms', from: '20000', to: '15000' },
  ]);
  await host.restart();
  expect(await events('net.settings_changed')).toHaveLength(first + 1);
  expect(desk.state()).toMatchObject({ ok: true, value: { waiting: [] } });
});

it('a preset that is taken off the list is gone with the next start, not before', async () => {
  const { host, change } = await onKeptPorts();
  const names = (): string[] => host.snapshot().channels.map(({ channel_id }) => channel_id);
  await change({ field: 'channels', value: [{ ...ALPHA, channel_id: 'b' }] });
  expect(names().sort()).toEqual(['alpha', 'b']);
  await change({ field: 'channels' });
  await host.restart();
  expect(names()).toEqual([]);
});

it('what a channel takes waits for a restart', async () => {
  const { host, change } = await onKeptPorts();
  const smaller = await change({ field: 'channels', value: [{ ...ALPHA, capacity: 3 }] });
  expect(smaller.waiting.map(({ field }) => field)).toEqual(['channels[alpha]']);
  await host.restart();
  expect(host.snapshot().channels).toMatchObject([{ capacity: 3 }]);
});

it('times that fit a new heartbeat alone wait with it', async () => {
  const { host, change } = await onKeptPorts();
  const state = await change(
    { field: 'heartbeat_interval_ms', value: 1_000 },
    { field: 'suspect_after_ms', value: 2_000 },
    { field: 'limits.sessions', value: 7 },
  );
  expect(state.waiting.map(({ field }) => field)).toEqual([
    ...['heartbeat_interval_ms', 'suspect_after_ms'],
  ]);
  expect(host.inForce).toMatchObject({ suspect_after_ms: 20_000, limits: { sessions: 7 } });
});

it('settings that are wrong change nothing, and say field, value and what would be right', async () => {
  const { desk, path, events } = await onKeptPorts();
  const before = readFileSync(path, 'utf8');
  const refused = await desk.change([
    { field: 'ws_port', value: 70_000 },
    { field: 'limits.sessions', value: 'many' },
  ]);
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'bad_settings' },
    faults: [
      { field: 'ws_port', got: '70000', reason: 'ws_port: got 70000, expected at most 65535' },
      { field: 'limits.sessions', got: '"many"' },
    ],
  });
  expect(await desk.replace('nonsense')).toMatchObject({ ok: false });
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(await events('net.settings_changed')).toHaveLength(1);
});

it('a setting that keeps the net from starting has a way back, and nothing is lost', async () => {
  const { host, path, earlier, change, url } = await onKeptPorts();
  const works = readFileSync(path, 'utf8');
  const was = url();
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  onTestFinished(() => void blocker.close());
  const { port } = blocker.address() as AddressInfo;
  await change({ field: 'ws_port', value: port });
  await change({ field: 'limits.sessions', value: 8 });
  const broken = readFileSync(path, 'utf8');
  expect(await host.restart()).toMatchObject({ ok: false, error: { code: 'port_in_use' } });
  expect(host.snapshot().net).toMatchObject({ state: 'failed', can_go_back: true });
  expect(readFileSync(path, 'utf8')).toBe(broken);
  expect(await host.goBack()).toEqual({ ok: true, value: null });
  expect(url()).toBe(was);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(works));
  expect(readFileSync(earlier.path, 'utf8')).toBe(broken);
});

it('there is no way back where there never was another', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  onTestFinished(() => void blocker.close());
  const { port } = blocker.address() as AddressInfo;
  const { host, earlier } = await openHost({ ws_port: port });
  await host.start();
  expect(host.snapshot().net).toMatchObject({ state: 'failed', can_go_back: false });
  expect(await host.goBack()).toMatchObject({ ok: false, error: { code: 'bad_settings' } });
  expect(existsSync(earlier.path)).toBe(false);
});

it('an import tells what it would change, and changes nothing', async () => {
  const { desk, path } = await onKeptPorts();
  const before = readFileSync(path, 'utf8');
  const input = { ...(JSON.parse(before) as object), limits: { sessions: 3 } };
  expect(desk.preview('/tmp/mine.json', input)).toMatchObject({
    ok: true,
    value: { changes: [{ field: 'limits.sessions', from: '5000', to: '3' }], settings: input },
  });
  const foreign = desk.preview('/tmp/package.json', { name: 'x', version: '1' });
  expect(foreign.ok ? '' : foreign.error.reason).toContain(
    '/tmp/package.json: settings: unknown field "name", "version"',
  );
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(desk.text()).toEqual({ ok: true, value: before });
});
