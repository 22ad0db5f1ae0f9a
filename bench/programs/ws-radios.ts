import { Op } from '../../src/contract/ops.ts';
import { answer, options } from '../answers.ts';
import { ssrcOf } from '../members.ts';
import { CountingSocket, textFrames } from '../websocket.ts';

/** Many radios on WebSockets: they log in, join a channel, and count what they hear. */

const { port, secret } = options() as { port: number; secret: string };

const CONTENT = 'x'.repeat(40);
const radios: CountingSocket[] = [];
/** Messages that all radios together have heard. */
let heard = 0;
let awaited: { readonly count: number; readonly done: () => void } | undefined;

function request(op: number, d: unknown): string {
  return JSON.stringify({ op, d });
}

/** Tells the radio's own log-in of its answers; messages are only counted. */
function listenTo(onAnswer: (start: string) => void): (start: string) => void {
  const message = `{"op":${Op.MESSAGE_EVENT},`;
  const event = `{"op":${Op.CHANNEL_EVENT},`;
  return (start) => {
    if (start.startsWith(event)) return;
    if (!start.startsWith(message)) {
      onAnswer(start);
      return;
    }
    heard += 1;
    if (awaited !== undefined && heard >= awaited.count) awaited.done();
  };
}

async function logIn(member: number, channel_id: string): Promise<CountingSocket> {
  let onAnswer: ((start: string) => void) | undefined;
  const radio = await CountingSocket.open(
    port,
    listenTo((start) => onAnswer?.(start)),
  );
  const joined = new Promise<void>((resolve, reject) => {
    onAnswer = (start) => {
      if (start.startsWith(`{"op":${Op.ACK},`)) resolve();
      if (start.startsWith(`{"op":${Op.ERROR},`)) reject(new Error('a radio was refused'));
    };
  });
  radio.write(
    textFrames([
      request(Op.IDENTIFY, { user_id: `radio ${member}`, token: secret }),
      request(Op.CHANNEL_JOIN, { channel_id, ssrc: ssrcOf(member) }),
    ]),
  );
  await joined;
  return radio;
}

/** @param size how many join the same channel, the channels being `channel 0` and so on */
async function join({ count, size }: { count: number; size: number }): Promise<void> {
  for (const end = radios.length + count; radios.length < end;) {
    const member = radios.length;
    radios.push(await logIn(member, `channel ${Math.floor(member / size)}`));
  }
}

/**
 * The first radio talks: so many messages at once, and again once everybody has heard them.
 *
 * @returns how many messages were delivered
 */
async function talk({ ms, burst }: { ms: number; burst: number }): Promise<number> {
  const text = request(Op.MESSAGE_CREATE, { channel_id: 'channel 0', content: CONTENT });
  const frames = textFrames(new Array<string>(burst).fill(text));
  const until = performance.now() + ms;
  heard = 0;
  let expected = 0;
  do {
    expected += burst * radios.length;
    const count = expected;
    await new Promise<void>((done) => {
      awaited = { count, done };
      radios[0]?.write(frames);
    });
  } while (performance.now() < until);
  return heard;
}

answer(0, { join, talk });
