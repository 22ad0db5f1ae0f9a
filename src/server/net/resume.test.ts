import { beforeEach, describe, expect, it } from 'vitest';
import { CloseCode } from '../../contract/errors.ts';
import { Limit } from '../../contract/limits.ts';
import type { ManualClock } from '../manual-clock.ts';
import type { Net } from './net.ts';
import { ResumableRadio, resumableNet } from './testing/resumable-net.ts';
import { say } from './testing/say.ts';

let net: Net;
let clock: ManualClock;
let proofs: Map<number, number>;
let ann: ResumableRadio;
let bob: ResumableRadio;

beforeEach(() => {
  ({ net, clock, proofs } = resumableNet());
  ann = new ResumableRadio(net, 'ann');
  bob = new ResumableRadio(net, 'bob');
  net.join(ann.session, 'alpha', 1);
  net.join(bob.session, 'alpha', 2);
  ann.receive();
});

const view = () => net.users.view('ann');
const contents = ({ received }: ResumableRadio): unknown[] =>
  received.flatMap(({ d }) => d['content'] ?? []);

/** The time goes on, with a sign of life of Bob every second. */
function pass(ms: number): void {
  for (let past = 0; past < ms; past += 1_000) {
    net.heard(bob.session);
    clock.advance(Math.min(1_000, ms - past));
  }
}

describe('a session whose connection is lost', () => {
  it('is a suspect until its window has passed, and then gone, which the others hear once', () => {
    ann.cut();
    expect(view()).toMatchObject({ state: 'suspect', resumable_until: clock.now() + 60_000 });
    pass(59_000);
    expect(view()?.state).toBe('suspect');
    expect(bob.link.events).toEqual([]);
    pass(1_000);
    expect(view()).toBeUndefined();
    expect(bob.link.events.map(({ d }) => d['event'])).toEqual(['leave']);
    expect(net.peers.get(1)).toBeUndefined();
    expect(ann.resume()).toEqual({ refused: 'it has ended: the resume window has passed' });
  });

  it('cannot be resumed a moment after its window, though nobody has looked yet', () => {
    ann.cut();
    clock.advance(500);
    bob.cut();
    pass(59_499);
    expect(ann.resume()).toHaveProperty('session');
    ann.cut();
    pass(501);
    expect(bob.resume()).toMatchObject({ refused: 'the resume window has passed' });
    expect(net.users.get('bob')).toBeUndefined();
  });

  it('is not made alive by its packets, but by its radio that comes back', () => {
    ann.cut();
    pass(10_000);
    proofs.set(1, clock.monotonic());
    pass(1_000);
    expect(view()).toMatchObject({ state: 'suspect', last_seen_at: clock.now() - 1_000 });
    expect(view()?.resumable_until).not.toBeNull();
    expect(ann.resume()).toMatchObject({ missed: [] });
    expect(view()).toMatchObject({ state: 'alive', resumable_until: null });
  });

  it('keeps its place, and hears what it missed with what it may not have received', () => {
    const peer = net.peers.get(1);
    say(net, bob.session, 'alpha', 'received');
    ann.receive();
    say(net, bob.session, 'alpha', 'under way');
    ann.cut();
    say(net, bob.session, 'alpha', 'missed');
    ann.resume();
    say(net, bob.session, 'alpha', 'behind');
    ann.receive();
    expect(contents(ann)).toEqual(['received', 'under way', 'missed', 'behind']);
    expect(net.peers.get(1)).toBe(peer);
    expect(bob.link.events.every(({ d }) => d['event'] === undefined)).toBe(true);
  });

  it('ends at once where it did not ask for more', () => {
    ann.session.resumption = null;
    ann.cut();
    expect(view()).toBeUndefined();
  });

  it.each([
    ['a kick', () => net.endSession(ann.session, CloseCode.KICKED), 'kicked by an operator'],
    [
      'a revoked token',
      () => net.endSession(ann.session, CloseCode.TOKEN_REVOKED),
      'token revoked',
    ],
    [
      'a new log-in',
      () => new ResumableRadio(net, 'ann'),
      'replaced by a newer session of the same user',
    ],
  ])('is ended by %s', (_what, end, why) => {
    ann.cut();
    end();
    expect(net.users.get('ann')).not.toBe(ann.session);
    expect(net.channels.ofUser('ann')).toEqual([]);
    expect(ann.resume()).toEqual({ refused: `it has ended: ${why}` });
  });
});

describe('RESUME', () => {
  it('with a wrong token is refused and changes nothing, whether the session lives or not', () => {
    ann.cut();
    const refused = { refused: 'resume_token: not that of the session' };
    expect(ann.resume({ token: bob.token })).toEqual(refused);
    expect(view()?.state).toBe('suspect');
    net.endSession(ann.session);
    expect(ann.resume({ token: bob.token })).toEqual(refused);
    expect(ann.resume()).toEqual({ refused: 'it has ended: closed by the radio' });
  });

  it('takes over from a connection that the net believes in, without an end of the session', () => {
    const old = ann.link;
    expect(ann.resume()).toHaveProperty('session');
    expect(old.code).toBe(CloseCode.REPLACED);
    net.loseSession(ann.session, old);
    expect(view()).toMatchObject({ state: 'alive', resumable_until: null });
    // The token is good for another time, as RESUMED may be lost.
    const second = ann.link;
    expect(ann.resume()).toHaveProperty('session');
    expect(second.code).toBe(CloseCode.REPLACED);
  });

  it('refuses a number that was not sent, and one behind which something is gone', () => {
    say(net, bob.session, 'alpha', 'one');
    const { s } = ann;
    ann.receive();
    ann.cut();
    expect(ann.resume({ s: ann.s + 1 })).toHaveProperty('refused');
    ann.session.resumption?.replay.received(ann.s);
    expect(ann.resume({ s })).toEqual({
      refused: `s: got ${s}, but what came behind it is no longer kept`,
    });
    expect(ann.resume()).toHaveProperty('session');
  });

  it('is refused once the token of the log-in has expired, and that ends the session', () => {
    const cy = new ResumableRadio(net, 'cy', '10.0.0.3', clock.now() + 30_000);
    cy.cut();
    pass(30_000);
    expect(cy.resume()).toEqual({
      refused: 'the token that it was logged in with has expired',
      over: cy.session,
    });
    expect(net.users.get('cy')).toBeUndefined();
  });

  it('tells keys over no connection that may be overheard', () => {
    const cy = new ResumableRadio(net, 'cy', '127.0.0.1');
    net.join(cy.session, 'alpha', 3, ['AEAD_AES_128_GCM']);
    cy.cut();
    expect(cy.resume({ ip: '10.0.0.3' })).toEqual({
      refused: 'it has keys, which may not be told over this connection',
    });
    net.renewKeys({ channelId: 'alpha', epoch: 1 });
    net.renewKeys({ channelId: 'alpha', epoch: 2 });
    expect(cy.resume()).toHaveProperty('session');
    cy.receive();
    expect(cy.received.map(({ d }) => d['epoch'])).toEqual([2, 3]);
  });

  it('remembers why of so many sessions that ended, and not of one more', () => {
    net.endSession(ann.session, CloseCode.KICKED);
    for (let count = 1; count < Limit.ENDED_SESSIONS; count += 1) {
      net.endSession(new ResumableRadio(net, `${count}`).session);
    }
    expect(ann.resume()).toEqual({ refused: 'it has ended: kicked by an operator' });
    net.endSession(bob.session);
    expect(ann.resume()).toEqual({ refused: 'session_id: no such session' });
  });
});
