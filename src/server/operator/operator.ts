import { CloseCode } from '../../contract/errors.ts';
import { explain } from '../../contract/explain.ts';
import {
  operatorInput,
  type ChannelView,
  type MintedToken,
  type OperatorCommand,
  type OperatorError,
  type OperatorErrorCode,
  type OperatorOutput,
  type Poked,
  type Result,
  type TokenView,
} from '../../contract/operator.ts';
import type { TokenRequest } from '../../contract/tokens.ts';
import type { z } from 'zod';
import type { Session } from '../hubs/user-hub.ts';
import type { Log } from '../log.ts';
import type { Net } from '../net/net.ts';

/** The tokens as an operator handles them. */
export type TokenDesk = {
  mint(request: TokenRequest): Promise<Result<MintedToken>>;
  revoke(jti: string): Result<TokenView>;
  rotate(): Result<{ readonly kid: string }>;
};

type Checked<C extends OperatorCommand> = z.output<(typeof operatorInput)[C]>;
type Commands = {
  readonly [C in OperatorCommand]: (
    input: Checked<C>,
  ) => Result<OperatorOutput[C]> | Promise<Result<OperatorOutput[C]>>;
};

const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** The answer to something that cannot be done. */
export const fail = (
  code: OperatorErrorCode,
  reason: string,
  params: OperatorError['params'] = {},
): { readonly ok: false; readonly error: OperatorError } => ({
  ok: false,
  error: { code, reason, params },
});

/** Whether a name is one of the operator's commands. */
export function isCommand(name: unknown): name is OperatorCommand {
  return typeof name === 'string' && Object.hasOwn(operatorInput, name);
}

/** Carries out what an operator asks for. */
export class Operator {
  readonly #net: Net;
  readonly #log: Log;
  readonly #commands: Commands;

  constructor(net: Net, tokens: TokenDesk, log: Log) {
    this.#net = net;
    this.#log = log;
    this.#commands = {
      'channel.create': (input) => this.#create(input),
      'channel.rename': ({ channel_id, channel_name }) =>
        this.#channel(channel_id, () => {
          net.renameChannel('operator', channel_id, channel_name);
          return net.channels.view(channel_id);
        }),
      'channel.delete': ({ channel_id }) =>
        this.#channel(channel_id, () => {
          net.deleteChannel('operator', channel_id);
          return null;
        }),
      'radio.kick': ({ user_id }) =>
        this.#radio(user_id, (session) => {
          net.endSession(session, CloseCode.KICKED);
          return null;
        }),
      'radio.poke': ({ user_id }) => this.#radio(user_id, poke),
      'token.mint': (input) => tokens.mint(input),
      'token.revoke': ({ jti }) => tokens.revoke(jti),
      'key.rotate': () => tokens.rotate(),
    };
  }

  /**
   * Carries out one command.
   *
   * @param input what came from outside; it is checked here
   * @returns the outcome, or what was wrong with the input or in the way
   */
  async run<C extends OperatorCommand>(
    name: C,
    input: unknown,
  ): Promise<Result<OperatorOutput[C]>> {
    const parsed = operatorInput[name].safeParse(input);
    if (!parsed.success) {
      return fail('bad_input', explain(parsed.error, input, name), {
        field: String(parsed.error.issues[0]?.path[0] ?? name),
      });
    }
    const result = await this.#commands[name](parsed.data as Checked<C>);
    this.#log.info({ command: name, ok: result.ok }, 'operator');
    return result;
  }

  #create(input: Checked<'channel.create'>): Result<ChannelView> {
    const { channel_id } = input;
    if (this.#net.channels.get(channel_id)) {
      const reason = `channel_id: got ${JSON.stringify(channel_id)}, which exists; expected a new id`;
      return fail('channel_exists', reason, { channel_id });
    }
    this.#net.createChannel('operator', input);
    return this.#channel(channel_id, () => this.#net.channels.view(channel_id));
  }

  #channel<T>(channel_id: string, act: () => T | undefined): Result<T> {
    const value = this.#net.channels.get(channel_id) && act();
    if (value !== undefined) return ok(value);
    const reason = `channel_id: got ${JSON.stringify(channel_id)}, expected a channel that exists`;
    return fail('no_such_channel', reason, { channel_id });
  }

  async #radio<T>(user_id: string, act: (session: Session) => T | Promise<T>): Promise<Result<T>> {
    const session = this.#net.users.get(user_id);
    if (session) return ok(await act(session));
    const reason = `user_id: got ${JSON.stringify(user_id)}, expected a radio that is logged in`;
    return fail('no_such_radio', reason, { user_id });
  }
}

/** Asks a radio's WebSocket for an answer at once. */
async function poke({ link }: Session): Promise<Poked> {
  const rttMs = (await link.poke?.()) ?? null;
  return { rtt_ms: rttMs === null ? null : Math.round(100 * rttMs) / 100 };
}
