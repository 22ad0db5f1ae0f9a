import { beforeEach, describe, expect, it } from 'vitest';
import { Limit } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import { ManualClock } from '../../src/server/manual-clock.ts';
import { CutWay } from './cut-way.ts';
import { RawRadio } from './raw-radio.ts';
import { contents, join, resumable, resume, RESUMED, say, type Claim } from './resumable.ts';
import { SECRET, startNet, type TestNet } from './start-net.ts';
import { eventually, latch, rtp, udp } from './udp.ts';

let net: TestNet;
let clock: ManualClock;
let way: CutWay;
let ann: RawRadio;
let claim: Claim;
let bob: RawRadio;

beforeEach(async () => {
  clock = new ManualClock();
  const channels = [{ channel_id: 'alpha', channel_name: 'Alpha' }];
  net = await startNet({ channels, limits: { resume_events: 5 } }, { clock });
  way = await CutWay.open(net.url);
  ({ radio: ann, claim } = await resumable(way.url, 'ann', SECRET));
  bob = await net.radio('bob');
  await join(ann, 1);
  await join(bob, 2);
  await say(bob, 'heard');
  const frames = await ann.drain();
  expect(contents(frames)).toEqual(['heard']);
  claim = { ...claim, s: frames.at(-1)?.s ?? 0 };
});

const view = () => net.server.net.users.view('ann');
const refusal = (reason: string) => ({
  op: Op.ERROR,
  d: { code: 1001, op: Op.RESUME, reason: `${reason}; identify anew` },
});

async function cut(): Promise<void> {
  way.cut();
  await eventually(() => view()?.resumable_until !== null);
}

describe('a radio whose TCP connection is cut', () => {
  it.each([0, 1, 5])('comes back to %i events that it missed, and is where it was', async (n) => {
    await cut();
    expect(view()).toMatchObject({ state: 'suspect', resumable_until: clock.now() + 60_000 });
    for (let count = 1; count <= n; count += 1) await say(bob, `${count}`);
    const back = await resume(net.url, claim);
    expect(contents(back.frames)).toEqual(Array.from({ length: n }, (_, at) => `${at + 1}`));
    expect(back.frames.at(-1)).toEqual(RESUMED(n));
    expect(view()).toMatchObject({ state: 'alive', resumable_until: null });
    await say(back.radio, 'I am back');
    // All that Bob ever heard of it.
    expect(contents(await bob.drain())).toEqual(['I am back']);
    expect(await join(back.radio, 1)).toMatchObject([{ op: Op.ERROR, d: { code: 2003 } }]);
  });

  it('has to log in anew when it missed one more than is kept', async () => {
    await cut();
    for (let count = 1; count <= 6; count += 1) await say(bob, `${count}`);
    const { radio, frames } = await resume(net.url, claim);
    expect(frames).toEqual([
      refusal(`s: got ${claim.s}, but what came behind it is no longer kept`),
    ]);
    const identified = await radio.ask(Op.IDENTIFY, { user_id: 'ann', token: SECRET });
    expect(identified).toMatchObject([{ op: Op.READY }]);
    expect(await bob.drain()).toMatchObject([{ d: { event: 'leave' } }]);
  });

  it('gets what was sent before the cut and never arrived', async () => {
    way.hush();
    await say(bob, 'on the way');
    await cut();
    const back = await resume(net.url, claim);
    expect(contents(back.frames)).toEqual(['on the way']);
  });

  it('is gone once its window has passed, and the others hear it then', async () => {
    await cut();
    for (let seconds = 0; seconds < 59; seconds += 1) {
      await bob.drain();
      clock.advance(1_000);
    }
    expect(await bob.drain()).toEqual([]);
    clock.advance(1_000);
    expect(await bob.drain()).toMatchObject([{ d: { event: 'leave', member: { ssrc: 1 } } }]);
    const { frames } = await resume(net.url, claim);
    expect(frames).toEqual([refusal('it has ended: the resume window has passed')]);
  });

  it('ends at once when an operator kicks it', async () => {
    await cut();
    await net.server.operator.run('radio.kick', { user_id: 'ann' });
    expect(await bob.drain()).toMatchObject([{ d: { event: 'leave' } }]);
    const { frames } = await resume(net.url, claim);
    expect(frames).toEqual([refusal('it has ended: kicked by an operator')]);
  });

  it('is heard and hears over UDP all the while', async () => {
    const [mouth, ears] = [await udp(), await udp()];
    await latch(net, mouth, 1);
    await latch(net, ears, 2);
    await cut();
    const heard: number[][] = [[], []];
    mouth.on('message', (packet: Buffer) => heard[0]?.push(packet.readUInt16BE(2)));
    ears.on('message', (packet: Buffer) => heard[1]?.push(packet.readUInt16BE(2)));
    const { port } = net.server.relay;
    for (let sequence = 1_000; sequence < 1_020; sequence += 1) {
      mouth.send(rtp(1, sequence), port, '127.0.0.1');
      ears.send(rtp(2, sequence), port, '127.0.0.1');
      await eventually(() => heard.every((its) => its.at(-1) === sequence));
    }
    expect(view()?.state).toBe('suspect');
    await resume(net.url, claim);
    mouth.send(rtp(1, 1_020), port, '127.0.0.1');
    await eventually(() => heard[1]?.at(-1) === 1_020);
  });
});

describe('a session ends for good with', () => {
  it('a close frame of its radio', async () => {
    await ann.close();
    await eventually(() => view() === undefined);
    const { frames } = await resume(net.url, claim);
    expect(frames).toEqual([refusal('it has ended: closed by the radio')]);
  });

  it('a frame that breaks the protocol', async () => {
    ann.sendText('x'.repeat(Limit.FRAME_BYTES + 1));
    expect(await ann.closed).toMatchObject({ code: 1009 });
    await eventually(() => view() === undefined);
  });

  it('another log-in of its user', async () => {
    await cut();
    await net.radio('ann');
    const { frames } = await resume(net.url, claim);
    expect(frames).toEqual([refusal('it has ended: replaced by a newer session of the same user')]);
    expect(view()).toMatchObject({ state: 'alive' });
  });

  it('the end of its connection, where resume was not asked for or is turned off', async () => {
    bob.socket.terminate();
    await eventually(() => net.server.net.users.get('bob') === undefined);
    const off = await startNet({ resume_window_ms: 0 });
    const { claim: nothing } = await resumable(off.url, 'ann', SECRET);
    expect(nothing.resume_token).toBeUndefined();
  });

  it('the end of its token, of which another process may have told', async () => {
    const token = await net.mint({ user_id: 'cy' });
    const cy = await resumable(way.url, 'cy', token);
    way.cut();
    await eventually(() => net.server.net.users.view('cy')?.resumable_until !== null);
    const { jti } = net.server.net.users.get('cy') ?? {};
    await net.server.operator.run('token.revoke', { jti });
    const { frames } = await resume(net.url, cy.claim);
    expect(frames).toEqual([refusal('it has ended: token revoked')]);
  });
});

describe('RESUME', () => {
  it('takes over from a connection that the net believes in', async () => {
    way.hush();
    await say(bob, 'into the void');
    const back = await resume(net.url, claim);
    expect(contents(back.frames)).toEqual(['into the void']);
    expect(view()).toMatchObject({ state: 'alive', resumable_until: null });
    expect(contents(await bob.drain())).toEqual([]);
    // The old connection answers no close frame; its end is not that of the session.
    clock.advance(2_000);
    await say(bob, 'still there');
    expect(contents(await back.radio.drain())).toEqual(['still there']);
  });

  it('by two at once gives it to one of them, and closes the other with 4006', async () => {
    await cut();
    const both = [await RawRadio.connect(net.url), await RawRadio.connect(net.url)];
    for (const radio of both) radio.send(Op.RESUME, claim);
    const ends = both.map(async (radio) => ({ radio, ...(await radio.closed) }));
    const { radio: loser, code } = await Promise.race(ends);
    expect(code).toBe(4006);
    const winner = both.find((radio) => radio !== loser);
    await say(bob, 'who is it?');
    const frames = (await winner?.drain()) ?? [];
    expect(frames[0]).toEqual(RESUMED(0));
    expect(contents(frames)).toEqual(['who is it?']);
  });

  it('with what is wrong says which, and counts as a failed log-in', async () => {
    await cut();
    const { radio, frames } = await resume(net.url, { ...claim, resume_token: 'guessed' });
    expect(frames).toEqual([refusal('resume_token: not that of the session')]);
    const ahead = { ...claim, s: claim.s + 1 };
    expect(await radio.ask(Op.RESUME, ahead)).toEqual([
      refusal(`s: got ${ahead.s}, expected the number of an event that was sent`),
    ]);
    const other = { ...claim, session_id: 'sess_x' };
    expect(await radio.ask(Op.RESUME, other)).toEqual([refusal('session_id: no such session')]);
    for (let count = 3; count < Limit.FAILED_IDENTIFIES; count += 1) radio.send(Op.RESUME, other);
    expect(await radio.closed).toMatchObject({ code: 4004 });
    expect((await resume(net.url, claim)).frames).toEqual([RESUMED(0)]);
  });

  it('finds nothing that a heartbeat has said was received', async () => {
    ann.send(Op.HEARTBEAT, claim.s);
    await ann.next();
    await cut();
    const { frames } = await resume(net.url, { ...claim, s: 0 });
    expect(frames).toEqual([refusal('s: got 0, but what came behind it is no longer kept')]);
    expect((await resume(net.url, claim)).frames).toEqual([RESUMED(0)]);
  });
});
