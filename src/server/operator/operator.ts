import { CloseCode } from '../../contract/errors.ts';
import { OPERATOR } from '../../contract/events.ts';
import { explain } from '../../contract/explain.ts';
import {
  operatorInput,
  type ChannelView,
  type MintedToken,
  type OperatorCommand,
  type OperatorOutput,
  type Poked,
  type Result,
  type TokenView,
} from '../../contract/operator.ts';
import { pastInput } from '../../contract/past.ts';
import type { TokenRequest } from '../../contract/tokens.ts';
import type { MessageEvent } from '../../contract/wire.ts';
import type { z } from 'zod';
import type { AlarmView } from '../../contract/alarms.ts';
import { isJournalError } from '../journal/database.ts';
import type { PastQueries } from '../journal/past-queries.ts';
import type { JournalQueries } from '../journal/queries.ts';
import type { Session } from '../hubs/user-hub.ts';
import type { Log } from '../log.ts';
import type { Net } from '../net/net.ts';
import type { Alarms } from './alarms.ts';
import { sendMessage } from './message-desk.ts';
import { restoreChannel } from './restore-channel.ts';
import { fail, ok } from './results.ts';
import type { SanctionDesk } from './sanction-desk.ts';

/** The tokens as an operator handles them. */
export type TokenDesk = {
  mint(request: TokenRequest): Promise<Result<MintedToken>>;
  /** All of them, or none. */
  mintAll(requests: readonly TokenRequest[]): Promise<Result<readonly MintedToken[]>>;
  revoke(jti: string): Result<TokenView>;
  rotate(): Result<{ readonly kid: string }>;
};

/** The journal as an operator needs it. */
export type JournalDesk = {
  readonly queries: Pick<JournalQueries, 'events' | 'messages' | 'unread'>;
  readonly past: Pick<PastQueries, 'minutes' | 'lastTalks' | 'addresses'>;
  /** Takes a message in. */
  keep(message: MessageEvent): void;
  /** Resolves once all that was done by now is on disk, or it is of no use to wait. */
  settled(): Promise<unknown>;
};

/** The alarms as an operator handles them. */
type AlarmDesk = Pick<Alarms, 'acknowledge' | 'acknowledgeAll'>;

type Checked<C extends OperatorCommand> = z.output<(typeof operatorInput)[C]>;
type Commands = {
  readonly [C in OperatorCommand]: (
    input: Checked<C>,
  ) => Result<OperatorOutput[C]> | Promise<Result<OperatorOutput[C]>>;
};

/** Whether a command changes nothing, and comes often. */
function isQuery(name: OperatorCommand): boolean {
  return QUERIES.has(name);
}

const QUERIES: ReadonlySet<OperatorCommand> = new Set<OperatorCommand>([
  ...(['events.list', 'messages.list', 'messages.unread'] as const),
  ...(Object.keys(pastInput) as (keyof typeof pastInput)[]),
]);

function read<T>(query: () => T): Result<T> {
  try {
    return ok(query());
  } catch (error) {
    if (!isJournalError(error)) throw error;
    return fail('journal_unreadable', `the journal cannot be read: ${String(error)}`);
  }
}

type OperatorOptions = {
  readonly net: Net;
  readonly tokens: TokenDesk;
  readonly journal: JournalDesk;
  readonly alarms: AlarmDesk;
  readonly sanctions: Pick<SanctionDesk, 'add' | 'lift'>;
  readonly log: Log;
};

/** Carries out what an operator asks for. */
export class Operator {
  readonly #net: Net;
  readonly #journal: JournalDesk;
  readonly #log: Log;
  readonly #commands: Commands;

  constructor({ net, tokens, journal, alarms, sanctions, log }: OperatorOptions) {
    this.#net = net;
    this.#journal = journal;
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
      'channel.restore': ({ channel_id }) => restoreChannel(net, channel_id),
      'radio.kick': ({ user_id }) => this.#radio(user_id, (session) => this.#kick(session)),
      'radio.poke': ({ user_id }) => this.#radio(user_id, poke),
      'sanction.add': (input) => sanctions.add(input),
      'sanction.lift': ({ sanction_id }) => sanctions.lift(sanction_id),
      'token.mint': (input) => tokens.mint(input),
      'token.mint_many': async (input) => {
        const result = await tokens.mintAll(input.tokens);
        return result.ok ? ok({ minted: result.value }) : result;
      },
      'token.revoke': ({ jti }) => tokens.revoke(jti),
      'key.rotate': () => this.#rotate(tokens),
      'events.list': (input) => read(() => journal.queries.events(input)),
      'messages.list': (input) => read(() => journal.queries.messages(input)),
      'messages.unread': ({ read: since }) =>
        read(() => ({ unread: journal.queries.unread(since) })),
      'traffic.minutes': (input) => read(() => journal.past.minutes(input)),
      'talks.last': (input) => read(() => journal.past.lastTalks(input)),
      'radio.addresses': (input) => read(() => journal.past.addresses(input)),
      'message.send': (input) => sendMessage(net, journal, input),
      'alarm.acknowledge': ({ alarm_id }) => acknowledge(alarms, alarm_id),
      'alarm.acknowledge_all': () => ok({ acknowledged: alarms.acknowledgeAll() }),
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
    // What was done before can be read, and what is done is on disk before it is told.
    if (isQuery(name)) await this.#journal.settled();
    const result = await this.#commands[name](parsed.data as Checked<C>);
    if (!isQuery(name)) await this.#journal.settled();
    if (!isQuery(name)) this.#log.info({ command: name, ok: result.ok }, 'operator');
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

  #rotate(tokens: TokenDesk): Result<{ readonly kid: string }> {
    const rotated = tokens.rotate();
    if (rotated.ok) {
      const { kid } = rotated.value;
      this.#net.happened.emit({ kind: 'key.rotated', by: OPERATOR, detail: { kid } });
    }
    return rotated;
  }

  #kick(session: Session): null {
    const about = { user: session.userId, address: session.link.address };
    this.#net.happened.emit({ kind: 'radio.kicked', by: OPERATOR, ...about, detail: {} });
    this.#net.endSession(session, CloseCode.KICKED);
    return null;
  }

  async #radio<T>(user_id: string, act: (session: Session) => T | Promise<T>): Promise<Result<T>> {
    const session = this.#net.users.get(user_id);
    if (session) return ok(await act(session));
    const reason = `user_id: got ${JSON.stringify(user_id)}, expected a radio that is logged in`;
    return fail('no_such_radio', reason, { user_id });
  }
}

function acknowledge(alarms: AlarmDesk, alarm_id: number): Result<AlarmView> {
  const alarm = alarms.acknowledge(alarm_id);
  if (alarm) return ok(alarm);
  const reason = `alarm_id: got ${alarm_id}, expected an alarm that is there`;
  return fail('no_such_alarm', reason, { alarm_id });
}

/** Asks a radio's WebSocket for an answer at once. */
async function poke({ link }: Session): Promise<Poked> {
  const rttMs = (await link.poke?.()) ?? null;
  return { rtt_ms: rttMs === null ? null : Math.round(100 * rttMs) / 100 };
}
