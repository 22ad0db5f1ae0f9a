import { expect, it } from 'vitest';
import { Limit } from '../../src/contract/limits.ts';
import { Op } from '../../src/contract/ops.ts';
import type { Result } from '../../src/contract/operator.ts';
import { RawRadio } from './raw-radio.ts';
import { SECRET, startNet, type TestNet } from './start-net.ts';

const channels = ['alpha', 'bravo', 'charlie'].map((id) => ({
  ...{ channel_id: id, channel_name: id },
}));

async function withRadios() {
  const net = await startNet({ channels });
  const radios = await Promise.all(
    ['alpha', 'bravo', 'charlie'].map(async (channel_id, index) => {
      const radio = await net.radio(`radio-${index}`);
      await radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc: index + 1 });
      return radio;
    }),
  );
  return { net, radios };
}

const send = ({ server }: TestNet, channel_ids: string[], content: string) =>
  server.operator.run('message.send', { channel_ids, content });

function reasonOf(result: Result<unknown>): string {
  return result.ok ? '' : result.error.reason;
}

it('an operator’s message reaches every member of the channels it is for, and is kept', async () => {
  const { net, radios } = await withRadios();
  const result = await send(net, ['alpha', 'bravo', 'alpha'], 'Storm from the west');
  expect(result).toMatchObject({ ok: true, value: { messages: [{}, {}] } });
  const heard = await Promise.all(radios.map((radio) => radio.drain()));
  expect(heard).toMatchObject([
    [
      {
        op: 101,
        d: { channel_id: 'alpha', author_id: 'operator', content: 'Storm from the west' },
      },
    ],
    [{ op: 101, d: { channel_id: 'bravo', author_id: 'operator' } }],
    [],
  ]);
  const kept = await net.server.operator.run('messages.list', { channel_id: 'alpha' });
  expect(kept).toMatchObject({ value: { messages: [{ author_id: 'operator' }], more: false } });
});

it('it is told of whom it is not for, and then nobody hears it', async () => {
  const { net, radios } = await withRadios();
  const absent = await send(net, ['alpha', 'delta'], 'Hello');
  expect(absent).toMatchObject({ error: { code: 'no_such_channel' } });
  expect(reasonOf(absent)).toBe('channel_ids: got "delta", expected channels that exist');
  expect(reasonOf(await send(net, ['alpha'], ' \n'))).toMatch(/^content: got " \\n", .*not blank/);
  const long = '한'.repeat(666);
  expect(reasonOf(await send(net, ['alpha'], `${long}abc`))).toMatch(
    /^content: got "한+…, which is 2001 bytes; expected 1 to 2000 bytes/,
  );
  expect(await radios[0]?.drain()).toEqual([]);
  expect(await send(net, ['alpha'], `${long}ab`)).toMatchObject({ ok: true });
  expect(await radios[0]?.drain()).toMatchObject([{ op: 101 }]);
});

it('no radio passes for the operator', async () => {
  const { net } = await withRadios();
  const radio = await RawRadio.connect(net.url);
  const [answer] = await radio.ask(Op.IDENTIFY, { user_id: 'operator', token: SECRET });
  expect(answer).toMatchObject({ op: Op.ERROR, d: { op: Op.IDENTIFY } });
});

it('what was not read is counted up to a limit, without what operators wrote', async () => {
  const { net, radios } = await withRadios();
  await radios[0]?.ask(Op.MESSAGE_CREATE, { channel_id: 'alpha', content: 'one' });
  await radios[0]?.ask(Op.MESSAGE_CREATE, { channel_id: 'alpha', content: 'two' });
  await send(net, ['alpha', 'bravo'], 'three');
  const unread = async (read: Record<string, number>): Promise<unknown> => {
    const result = await net.server.operator.run('messages.unread', { read });
    return result.ok ? result.value.unread : result.error;
  };
  expect(await unread({ alpha: 0, bravo: 0 })).toEqual({ alpha: 2, bravo: 0 });
  expect(await unread({ alpha: 1 })).toEqual({ alpha: 1 });
  expect(Limit.UNREAD_COUNTED).toBe(100);
});
