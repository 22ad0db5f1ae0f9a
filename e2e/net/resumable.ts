import { Op } from '../../src/contract/ops.ts';
import { RawRadio, type Frame } from './raw-radio.ts';

export type Claim = {
  readonly session_id: string;
  readonly resume_token: string;
  readonly s: number;
};

/** Logs a radio in that may come back; `claim` is what it comes back with. */
export async function resumable(
  url: string,
  user_id: string,
  token: string,
): Promise<{ radio: RawRadio; claim: Claim }> {
  const radio = await RawRadio.connect(url);
  const [ready] = await radio.ask(Op.IDENTIFY, { user_id, token, resume: true });
  if (ready?.op !== Op.READY) throw new Error(`expected READY, got ${JSON.stringify(ready)}`);
  return { radio, claim: { ...(ready.d as Omit<Claim, 's'>), s: 0 } };
}

/** Asks for a session on a new connection. */
export async function resume(
  url: string,
  claim: Partial<Claim>,
): Promise<{ radio: RawRadio; frames: Frame[] }> {
  const radio = await RawRadio.connect(url);
  return { radio, frames: await radio.ask(Op.RESUME, claim) };
}

export const join = (radio: RawRadio, ssrc: number): Promise<Frame[]> =>
  radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc });

/** Says something, and waits until it has been said. */
export const say = (radio: RawRadio, content: string): Promise<Frame[]> =>
  radio.ask(Op.MESSAGE_CREATE, { channel_id: 'alpha', content });

export const contents = (frames: readonly Frame[]): unknown[] =>
  frames.flatMap(({ d }) => (d as { content?: string } | null)?.content ?? []);

export const RESUMED = (replayed: number): object => ({ op: Op.RESUMED, d: { replayed } });
