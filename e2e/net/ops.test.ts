import { describe, expect, it } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { ack, asker, channelEvent, error, owner, ROWS, STATES, type State } from './ops-rows.ts';
import { RawRadio, type Frame } from './raw-radio.ts';
import { startNet, type TestNet } from './start-net.ts';

/** A radio that has come as far as its state says; `owner` made both channels and is in alpha. */
async function radioIn(state: State, net: TestNet): Promise<{ asker: RawRadio; owner: RawRadio }> {
  const owning = await net.radio('owner');
  await owning.ask(Op.CHANNEL_CREATE, { channel_id: 'alpha', channel_name: 'Alpha' });
  await owning.ask(Op.CHANNEL_CREATE, { channel_id: 'bravo', channel_name: 'Bravo' });
  await owning.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: owner.ssrc });
  if (state === 'not identified') return { asker: await RawRadio.connect(net.url), owner: owning };
  const asking = await net.radio('asker');
  if (state !== 'identified') {
    const channel_id = state === 'member' ? 'alpha' : 'bravo';
    await asking.ask(Op.CHANNEL_JOIN, { channel_id, ssrc: asker.ssrc });
  }
  await owning.drain();
  return { asker: asking, owner: owning };
}

describe.each(STATES)('a radio that is %s', (state) => {
  it.each(ROWS)('gets the exact reply to $name', async ({ op, d, reply }) => {
    const { asker } = await radioIn(state, await startNet());
    asker.send(op, d);
    const replies: Frame[] = [await asker.next(), ...(await asker.drain())];
    expect(replies).toEqual(reply[state]);
  });
});

describe('the owner of a channel', () => {
  async function owning(): Promise<{ asker: RawRadio; owner: RawRadio }> {
    return radioIn('member', await startNet());
  }

  it('hears of a join and of a leave, the actor does not', async () => {
    const radios = await owning();
    expect(await radios.asker.ask(Op.CHANNEL_LEAVE, { channel_id: 'alpha' })).toHaveLength(1);
    expect(await radios.owner.drain()).toEqual([channelEvent('leave', 'asker', 2)]);
    expect(await radios.asker.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 9 })).toHaveLength(
      1,
    );
    expect(await radios.owner.drain()).toEqual([channelEvent('join', 'asker', 9)]);
  });

  it('may rename it, and every member hears of it', async () => {
    const radios = await owning();
    const request = { channel_id: 'alpha', channel_name: 'New' };
    const answered = await radios.owner.ask(Op.CHANNEL_UPDATE, request);
    expect(answered).toEqual([
      channelEvent('update', 'system', 0),
      ack(Op.CHANNEL_UPDATE, request),
    ]);
    expect(await radios.asker.drain()).toEqual([channelEvent('update', 'system', 0)]);
    expect(await radios.asker.ask(Op.CHANNEL_INFO, { channel_id: 'alpha' })).toMatchObject([
      { d: { data: { channel_name: 'New' } } },
    ]);
  });

  it('may delete it: every member hears of it, is out, and its SSRC is free', async () => {
    const radios = await owning();
    const answered = await radios.owner.ask(Op.CHANNEL_DELETE, { channel_id: 'alpha' });
    expect(answered).toEqual([
      channelEvent('delete', 'system', 0),
      ack(Op.CHANNEL_DELETE, { channel_id: 'alpha' }),
    ]);
    expect(await radios.asker.drain()).toEqual([channelEvent('delete', 'system', 0)]);
    const again = await radios.asker.ask(Op.CHANNEL_JOIN, { channel_id: 'bravo', ssrc: 2 });
    expect(again).toMatchObject([{ op: Op.ACK }]);
  });
});

describe('what is no frame of the protocol', () => {
  it.each([
    ['text that is not JSON', 'hello'],
    ['JSON that is no object', '[1, 2]'],
    ['an object without op', '{"d": null}'],
    ['an op that is text', '{"op": "3", "d": null}'],
  ])('is answered with 1004: %s', async (_name, text) => {
    const net = await startNet();
    for (const radio of [await RawRadio.connect(net.url), await net.radio('asker')]) {
      radio.sendText(text);
      expect(await radio.drain()).toEqual([error(1004)]);
    }
  });
});
