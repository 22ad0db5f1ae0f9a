import { Op } from '../../src/contract/ops.ts';
import type { OperatorCommand, OperatorInput } from '../../src/contract/operator.ts';
import type { ManualClock } from '../../src/server/manual-clock.ts';
import type { RawRadio } from './raw-radio.ts';
import type { TestNet } from './start-net.ts';

/** What a scene may turn to. */
export type Stage = {
  readonly net: TestNet;
  readonly clock: ManualClock;
  readonly radio: (name: string) => RawRadio;
};

async function run<C extends OperatorCommand>(
  { net }: Stage,
  command: C,
  input: OperatorInput<C>,
): Promise<void> {
  const result = await net.server.operator.run(command, input);
  if (!result.ok) throw new Error(result.error.reason);
}

const jtiOf = ({ net }: Stage, user: string): string =>
  net.server.feed.snapshot().tokens.find(({ user_id }) => user_id === user)?.jti ?? '';

/** What happens before an example, in the words that docs/protocol.md has for it. */
export const SCENES: Readonly<Record<string, (stage: Stage) => Promise<void> | void>> = {
  'the dispatcher writes': (stage) =>
    run(stage, 'message.send', { channel_ids: ['alpha'], content: 'Radio check at 18:00.' }),
  'its connection is lost': async (stage) => {
    const radio = stage.radio('radio-3');
    radio.socket.terminate();
    await radio.closed;
  },
  '120 frames in a minute': async (stage) => {
    // IDENTIFY was the first.
    for (let sent = 1; sent < 120; sent += 1) {
      stage.radio('radio-6').send(Op.HEARTBEAT, null);
      await stage.radio('radio-6').next();
    }
  },
  'a ban': (stage) =>
    run(stage, 'sanction.add', {
      kind: 'ban',
      user_id: 'radio-7',
      reason: 'plays music',
      ttl_s: null,
    }),
  'a binary frame': ({ radio }) => radio('radio-8').socket.send(Buffer.from([1]), { binary: true }),
  'a text that is not UTF-8': ({ radio }) =>
    radio('radio-8').socket.send(Buffer.from([0xff]), { binary: false }),
  '65 fragments': ({ radio }) => {
    for (let sent = 0; sent < 65; sent += 1) radio('radio-8').socket.send(' ', { fin: false });
  },
  'a frame of 16,385 bytes': ({ radio }) => radio('radio-8').sendText(' '.repeat(16_385)),
  'ten seconds without IDENTIFY': ({ clock }) => clock.advance(10_000),
  '240 frames in a minute': ({ radio }) => {
    for (let sent = 0; sent < 241; sent += 1) radio('radio-8').send(Op.HEARTBEAT, null);
  },
  'a log-in elsewhere': async ({ net }) => {
    await net.radioWith({ user_id: 'radio-9' });
  },
  'a kick': (stage) => run(stage, 'radio.kick', { user_id: 'radio-2' }),
  'a ban while it is logged in': (stage) =>
    run(stage, 'sanction.add', { kind: 'ban', user_id: 'radio-6', reason: '', ttl_s: 3_600 }),
  'its token is revoked': (stage) => run(stage, 'token.revoke', { jti: jtiOf(stage, 'radio-9') }),
  'silence for 36 s': ({ clock }) => {
    clock.advance(20_000);
    clock.advance(16_000);
  },
  'the net goes off the air': ({ net }) => net.server.stop(),
};
