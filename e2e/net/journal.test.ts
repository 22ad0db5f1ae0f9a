import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { finished } from './command.ts';
import { killAndLook } from './journal-kills.ts';
import { RawRadio, type Frame } from './raw-radio.ts';
import { SECRET, startNet, tempDir, type TestNet } from './start-net.ts';
import { eventually } from './udp.ts';

const channels = [{ channel_id: 'alpha', channel_name: 'Alpha' }];

/** A small disk of this test's own; null where the system lets nobody make one. */
function smallDisk(kib: number): string | null {
  const folder = tempDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k,mode=700`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

/** Fills a disk to its last byte; says how to make room again. */
function fillUp(folder: string): () => void {
  const path = join(folder, 'ballast');
  for (const size of [64 * 1024, 4_096, 512]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full, to the size.
    }
  }
  return () => rmSync(path);
}

const journalOf = ({ server }: TestNet) => {
  const { net } = server.feed.snapshot();
  return net.state === 'on_air' ? net.journal : undefined;
};

const says = async (radio: RawRadio, content: string): Promise<Frame> => {
  radio.send(Op.MESSAGE_CREATE, { channel_id: 'alpha', content });
  return radio.until(({ op }) => op === Op.MESSAGE_EVENT || op === Op.ERROR);
};

async function kept(net: TestNet): Promise<string[]> {
  const answer = await net.server.operator.run('messages.list', { channel_id: 'alpha' });
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value.messages.map(({ content }) => content).reverse();
}

async function kinds(net: TestNet): Promise<string[]> {
  const answer = await net.server.operator.run('events.list', { limit: 500 });
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value.events.map(({ kind }) => kind).reverse();
}

/** Whether somebody may mount a disk here; in some containers not even root may. */
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

describe('what was acknowledged', () => {
  it('is there after kill -9 under load, and the chain is whole', async () => {
    const report = await killAndLook({ kills: 3, dataDir: tempDir(), seed: 7 });
    expect(report).toMatchObject({ kills: 3, missing: [], broken: [] });
    expect(report.acknowledged).toBeGreaterThan(10);
  });

  it('comes back at the next start: channels with all they had, presets as they are set', async () => {
    const dataDir = tempDir();
    const first = await startNet({ channels }, { dataDir });
    const radio = await first.radio('ann');
    const made = { channel_id: 'made', channel_name: 'Made', capacity: 7 };
    await radio.ask(Op.CHANNEL_CREATE, made);
    await radio.ask(Op.CHANNEL_UPDATE, { channel_id: 'made', channel_name: 'Renamed' });
    await radio.ask(Op.CHANNEL_CREATE, { channel_id: 'gone', channel_name: 'Gone' });
    await radio.ask(Op.CHANNEL_DELETE, { channel_id: 'gone' });
    await first.server.operator.run('channel.create', {
      ...{ channel_id: 'secret', channel_name: 'Secret', srtp: 'required' },
    });
    await first.server.operator.run('channel.rename', {
      ...{ channel_id: 'alpha', channel_name: 'Another' },
    });
    const before = first.server.feed.snapshot().channels;
    await first.server.stop();
    const again = await startNet({ channels }, { dataDir });
    const after = again.server.feed.snapshot().channels;
    expect(after.map(({ channel_id, channel_name }) => [channel_id, channel_name])).toEqual([
      ['alpha', 'Alpha'],
      ['made', 'Renamed'],
      ['secret', 'Secret'],
    ]);
    const [, ...old] = before;
    expect(after.slice(1)).toEqual(old.map((channel) => ({ ...channel, members: [] })));
    const owner = await again.radio('ann');
    const deleted = await owner.ask(Op.CHANNEL_DELETE, { channel_id: 'made' });
    expect(deleted).toMatchObject([{ op: Op.ACK }]);
  });

  it('is told in the order in which it happened', async () => {
    const net = await startNet({ channels });
    const radio = await net.radioWith({ user_id: 'ann' });
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 5 });
    expect(await says(radio, 'hello')).toMatchObject({ op: Op.MESSAGE_EVENT });
    const stranger = await RawRadio.connect(net.url);
    await stranger.ask(Op.IDENTIFY, { user_id: 'eve', token: 'a guess' });
    await net.server.operator.run('radio.kick', { user_id: 'ann' });
    expect(await kinds(net)).toEqual([
      ...['net.started', 'token.minted', 'radio.login', 'channel.joined', 'radio.login_refused'],
      ...['radio.kicked', 'channel.left', 'session.ended'],
    ]);
    expect(await kept(net)).toEqual(['hello']);
    const all = await net.server.operator.run('events.list', {});
    expect(JSON.stringify(all)).not.toContain('a guess');
    expect(JSON.stringify(all)).not.toContain(SECRET);
  });

  it('keeps the order of a connection, whatever waits for the disk', async () => {
    const net = await startNet({ channels });
    const radio = await net.radio('ann');
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 5 });
    const wanted: number[] = [];
    for (let n = 0; n < 50; n += 1) {
      radio.send(Op.MESSAGE_CREATE, { channel_id: 'alpha', content: `word ${n}` });
      if (n % 3 === 0) radio.send(Op.MESSAGE_CREATE, { channel_id: 'alpha', content: ' ' });
      if (n % 5 === 0) radio.send(Op.CHANNEL_CREATE, { channel_id: `c${n}`, channel_name: 'c' });
      wanted.push(Op.MESSAGE_EVENT);
      if (n % 3 === 0) wanted.push(Op.ERROR);
      if (n % 5 === 0) wanted.push(Op.ACK);
    }
    const frames = await radio.drain();
    expect(frames.map(({ op }) => op)).toEqual(wanted);
  });
});

describe.runIf(isRoot)('a disk that is full', () => {
  it('stops nothing; all is written once there is room', async () => {
    const folder = smallDisk(8 * 1024);
    if (folder === null) return; // a container without the right to mount
    const net = await startNet({ channels }, { dataDir: folder });
    const radio = await net.radio('ann');
    await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 5 });
    expect(await says(radio, 'before')).toMatchObject({ op: Op.MESSAGE_EVENT });
    const makeRoom = fillUp(folder);
    const said: string[] = ['before'];
    while (journalOf(net)?.state === 'ok') {
      const content = `${said.length} `.padEnd(2_000, 'x');
      expect(await says(radio, content)).toMatchObject({ op: Op.MESSAGE_EVENT });
      said.push(content);
    }
    expect(journalOf(net)).toMatchObject({ state: 'failing', reason: 'disk_full', lost: 0 });
    for (const content of ['during', 'it']) {
      expect(await says(radio, content)).toMatchObject({ op: Op.MESSAGE_EVENT });
      said.push(content);
    }
    const created = { channel_id: 'made', channel_name: 'Made' };
    expect(await radio.ask(Op.CHANNEL_CREATE, created)).toMatchObject([{ op: Op.ACK }]);
    expect(await net.server.operator.run('token.mint', { user_id: 'bob' })).toMatchObject({
      ok: false,
      error: { code: 'folder_unusable' },
    });
    makeRoom();
    await eventually(() => journalOf(net)?.state === 'ok');
    expect(await says(radio, 'after')).toMatchObject({ op: Op.MESSAGE_EVENT });
    expect(await kept(net)).toEqual([...said, 'after'].slice(-100));
    expect((await kinds(net)).filter((kind) => kind.startsWith('journal.'))).toEqual([
      'journal.failing',
      'journal.recovered',
    ]);
    await net.server.stop();
    const audit = await finished(['audit', 'verify', '--data-dir', folder]);
    expect(audit.code, audit.errors).toBe(0);
    const again = await startNet({ channels }, { dataDir: folder });
    expect(again.server.net.channels.get('made')).toBeDefined();
  });
});

describe('a damaged journal', () => {
  it('is set aside and told of; the net comes up, and no revoked token comes back', async () => {
    const dataDir = tempDir();
    const first = await startNet({ channels }, { dataDir });
    const token = await first.mint({ user_id: 'ann' });
    const radio = await RawRadio.login(first.url, 'ann', token);
    const { jti } = first.server.net.users.get('ann') ?? {};
    await first.server.operator.run('token.revoke', { jti });
    await radio.closed;
    await first.server.stop();
    const path = join(dataDir, 'journal.db');
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 4_096, 3 * 4_096);
    writeFileSync(path, bytes);
    const again = await startNet({ channels }, { dataDir });
    const { set_aside: aside } = journalOf(again) ?? {};
    expect(readdirSync(dataDir)).toContain(aside);
    expect(await kinds(again)).toEqual(['journal.damaged', 'net.started']);
    const refused = await RawRadio.connect(again.url);
    const answer = await refused.ask(Op.IDENTIFY, { user_id: 'ann', token });
    expect(answer).toMatchObject([{ op: Op.ERROR, d: { code: 1001 } }]);
  });
});

describe('livechat audit', () => {
  it('says that the trail is whole while the net runs, and which record is not', async () => {
    const dataDir = tempDir();
    const net = await startNet({ channels }, { dataDir });
    await net.radio('ann');
    await net.server.operator.run('channel.delete', { channel_id: 'alpha' });
    const whole = await finished(['audit', 'verify', '--data-dir', dataDir]);
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.output).toMatch(/^3 records, whole; head [0-9a-f]{64}$/);
    await net.server.stop();
    const { DatabaseSync } = await import('@photostructure/sqlite');
    const db = new DatabaseSync(join(dataDir, 'journal.db'));
    db.exec("DROP TRIGGER events_are_not_changed; UPDATE events SET by = 'eve' WHERE id = 2");
    db.close();
    const broken = await finished(['audit', 'verify', '--data-dir', dataDir]);
    expect(broken).toMatchObject({ code: 1, output: '' });
    expect(broken.errors).toMatch(/record 2 is not what was written/);
  });

  it('says that there is none', async () => {
    const { code, errors } = await finished(['audit', 'verify', '--data-dir', tempDir()]);
    expect(code).toBe(1);
    expect(errors).toMatch(/^error: .*there is no journal\n$/);
  });
});

describe('livechat backup', () => {
  it('copies the journal of a net that runs, from which another comes up', async () => {
    const [dataDir, folder] = [tempDir(), tempDir()];
    const net = await startNet({ channels }, { dataDir });
    const token = await net.mint({ user_id: 'ann' });
    const radio = await net.radio('bob');
    await radio.ask(Op.CHANNEL_CREATE, { channel_id: 'made', channel_name: 'Made' });
    const file = join(folder, 'copy.db');
    const backup = ['backup', file, '--data-dir', dataDir];
    expect(await finished(backup)).toMatchObject({ code: 0 });
    const twice = await finished(backup);
    expect(twice.code).toBe(1);
    expect(twice.errors).toMatch(/^error: .*is there already.*--force\n$/);
    expect(await finished([...backup, '--force'])).toMatchObject({ code: 0 });
    expect(readdirSync(folder)).toEqual(['copy.db']);

    const other = tempDir();
    mkdirSync(other, { recursive: true });
    for (const [from, to] of [
      [file, 'journal.db'],
      [join(dataDir, 'keys.json'), 'keys.json'],
    ] as const) {
      writeFileSync(join(other, to), readFileSync(from), { mode: 0o600 });
    }
    const restored = await startNet({ channels }, { dataDir: other });
    expect(restored.server.net.channels.get('made')).toBeDefined();
    await RawRadio.login(restored.url, 'ann', token);
  });

  it('says what is in the way', async () => {
    const dataDir = tempDir();
    const file = join(tempDir(), 'none', 'copy.db');
    await startNet({}, { dataDir });
    const { code, errors } = await finished(['backup', file, '--data-dir', dataDir]);
    expect(code).toBe(1);
    expect(errors).toMatch(/^error: .*cannot be written.*\n$/);
    expect(existsSync(file)).toBe(false);
  });
});
