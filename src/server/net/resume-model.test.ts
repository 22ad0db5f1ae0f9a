import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CloseCode } from '../../contract/errors.ts';
import { FakeLink, ResumableRadio, resumableNet } from './testing/resumable-net.ts';
import { say } from './testing/say.ts';

const radio = fc.nat(2);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('say'), radio }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('receive'), radio, count: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut'), radio }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume'), radio }) },
  fc.record({ do: fc.constant('beat'), radio }),
  fc.record({ do: fc.constant('wait'), seconds: fc.nat(40) }),
  fc.record({ do: fc.constant('rejoin'), radio }),
  fc.record({ do: fc.constant('kick'), radio }),
  fc.record({ do: fc.constant('identify'), radio }),
);

/** What the net and a model of it must agree on, whatever happens. */
type Model = { radio: ResumableRadio; isCut: boolean; sent: number[] };

it('a radio receives every event of its session once and in order, whatever is cut', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { net, clock } = resumableNet({ events: 6 });
      // Hears all that is said in the channel, and says what the others should have heard.
      const witness = new ResumableRadio(net, 'witness');
      net.join(witness.session, 'alpha', 99);
      const begin = (index: number): Model => {
        const made = new ResumableRadio(net, `radio-${index}`);
        const model: Model = { radio: made, isCut: false, sent: [] };
        net.join(made.session, 'alpha', index + 1);
        return model;
      };
      const isLive = ({ radio: its }: Model): boolean => net.users.has(its.session);
      const models: Model[] = [];
      const { link } = witness;
      link.send = (frame) => {
        FakeLink.prototype.send.call(link, frame);
        const { s = 0, d } = link.events.pop() ?? {};
        const who = (d?.['member'] as { user_id?: string } | undefined)?.user_id;
        for (const its of models) if (isLive(its) && its.radio.userId !== who) its.sent.push(s);
        return true;
      };
      for (const index of [0, 1, 2]) models.push(begin(index));

      for (const action of steps) {
        const index = 'radio' in action ? action.radio : 0;
        const model = models[index];
        if (!model) continue;
        const { session } = model.radio;
        if (action.do === 'wait' && 'seconds' in action) {
          for (let past = 0; past < action.seconds; past += 1) {
            net.heard(witness.session);
            clock.advance(1_000);
          }
        }
        if (action.do === 'receive' && 'count' in action) model.radio.receive(action.count);
        if (action.do === 'identify') models[index] = begin(index);
        if (action.do === 'kick') net.endSession(session, CloseCode.KICKED);
        if (action.do === 'cut' && !model.isCut) {
          model.radio.cut();
          model.isCut = true;
        }
        if (action.do === 'resume') {
          const last = model.sent.indexOf(model.radio.s);
          const missed = model.sent.slice(last + 1);
          const before = isLive(model);
          const outcome = model.radio.resume();
          if ('session' in outcome) {
            expect(outcome.missed.map(({ s }) => s)).toEqual(missed);
            model.isCut = false;
          } else {
            expect(!before || missed.length > 6, outcome.refused).toBe(true);
          }
        }
        if (isLive(model) && !model.isCut) {
          net.heard(session);
          if (action.do === 'say') say(net, session, 'alpha', 'word');
          if (action.do === 'beat') session.resumption?.replay.received(model.radio.s);
          if (action.do === 'rejoin') {
            net.leave(session, 'alpha');
            net.join(session, 'alpha', index + 1);
          }
        }
        for (const its of models) {
          const got = its.radio.received.map(({ s }) => s);
          expect(got).toEqual(its.sent.slice(0, got.length));
        }
        const users = new Set([...net.users].map(({ userId }) => userId));
        const peers = [...net.peers].map(({ userId }) => userId);
        const members = [...(net.channels.get('alpha')?.members.keys() ?? [])];
        expect(new Set(peers)).toEqual(new Set(members));
        expect(members.every((userId) => users.has(userId))).toBe(true);
      }
      for (const { radio: its } of models) its.cut();
      clock.advance(100_000);
      expect([net.users.size, net.peers.size]).toEqual([0, 0]);
      expect(net.channels.get('alpha')?.members.size).toBe(0);
    }),
    { numRuns: 300 },
  );
});
