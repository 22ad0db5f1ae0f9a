import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod';
import { ErrorCode } from '../contract/errors.ts';
import { channelId, userId } from '../contract/fields.ts';
import { Default } from '../contract/limits.ts';
import { SRTP_PROFILES, type SrtpProfile } from '../contract/srtp.ts';
import {
  type Joined,
  Media,
  type OggOpusFile,
  RadioClient,
  RadioClosedError,
  RadioError,
  Recorder,
  errorText,
  openOggOpus,
  randomSsrc,
  serverUrl,
} from '../radio/index.ts';
import { addPinOptions, type PinOptions } from './pin-options.ts';

type Options = PinOptions & {
  url: string;
  user: string;
  token?: string;
  tokenFile?: string;
  channel: string;
  create?: true;
  ssrc?: number;
  talk?: string;
  record?: string;
  seconds?: number;
  srtp?: readonly SrtpProfile[];
  json?: true;
};

/** Says what happened: in words for people, in fields for programs. */
type Report = (event: string, words: string, fields: object) => void;

const MAX_SECONDS = 1_000_000;

/** `livechat radio`: one radio that joins a channel, talks from a file and records to one. */
export function radioCommand(): Command {
  const command = addPinOptions(new Command('radio'))
    .description('be a radio: join a channel, talk from an Ogg Opus file, record to one')
    .requiredOption(
      '--url <url>',
      'server: wss://host:port/ws, ws://…, host:port or host',
      parseUrl,
    )
    .requiredOption('--user <id>', 'user to log in as', parseWith(userId))
    .addOption(new Option('--token <token>', 'token to log in with').conflicts('tokenFile'))
    .option('--token-file <file>', 'file that holds the token; - is standard input')
    .requiredOption('--channel <id>', 'channel to join', parseWith(channelId))
    .option('--create', 'make the channel if there is none')
    .option('--ssrc <number>', 'SSRC to join with (default: a random one)', parseSsrc)
    .option('--talk <file>', 'Ogg Opus file to send, in real time')
    .option('--record <file>', 'Ogg Opus file to record to; a second talker goes to FILE-<ssrc>')
    .option('--seconds <number>', 'how long to stay (default: until --talk is sent)', parseSeconds)
    .addOption(
      new Option('--srtp [profile]', `encrypt media: ${SRTP_PROFILES.join(', ')} or any`)
        .preset('any')
        .argParser(parseSrtp),
    )
    .option('--json', 'print one JSON object a line');
  return command.action(async (options: Options) => {
    checkTogether(command, options);
    const output = command.configureOutput();
    const report: Report = (event, words, fields) => {
      const line = options.json ? JSON.stringify({ event, ...fields }) : `${event} ${words}`;
      output.writeOut?.(`${printable(line.trimEnd())}\n`);
    };
    const operation = new Operation(options, report);
    const failure = await operation.run();
    if (failure === null) return;
    process.exitCode = 1;
    // The end of a connection has been reported, as every event is.
    if (!(failure instanceof RadioClosedError && operation.connected)) {
      output.writeErr?.(`error: ${printable(errorText(failure))}\n`);
    }
  });
}

/** One run of the command. */
class Operation {
  connected = false;
  readonly #options: Options;
  readonly #report: Report;
  readonly #stop = new AbortController();
  /** What to do at the end, last first. */
  readonly #cleanUp: (() => unknown)[] = [];
  readonly #names = new Map<number, string>();
  #failure: unknown = null;

  constructor(options: Options, report: Report) {
    this.#options = options;
    this.#report = report;
  }

  /**
   * Runs until all is done, or it is interrupted, or something fails; then completes the files and
   * closes everything.
   *
   * @returns what failed; null when nothing did
   */
  async run(): Promise<unknown> {
    try {
      await this.#run();
    } catch (error) {
      this.#fail(error);
    }
    this.#stop.abort();
    for (const step of this.#cleanUp.reverse()) {
      try {
        await step();
      } catch (error) {
        this.#failure ??= error;
      }
    }
    return this.#failure;
  }

  async #run(): Promise<void> {
    const { talk, record, seconds, url } = this.#options;
    const token = await readToken(this.#options);
    const stop = (): void => this.#stop.abort();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    this.#cleanUp.push(() => process.off('SIGINT', stop).off('SIGTERM', stop));
    const file = talk === undefined ? null : await openFile(talk);
    if (file !== null) this.#cleanUp.push(file.close);
    const recorder = record === undefined ? null : await this.#openRecorder(record);
    if (recorder !== null) this.#cleanUp.push(() => recorder.close());
    if (seconds !== undefined) {
      const timer = setTimeout(stop, seconds * 1000);
      this.#cleanUp.push(() => clearTimeout(timer));
    }
    const client = await this.#connect(url, token);
    const ssrc = this.#options.ssrc ?? randomSsrc();
    const joined = await this.#join(client, ssrc);
    const media = await this.#listen(client, joined, recorder);
    const uplink = media.uplink(ssrc, joined.media);
    if (file !== null) {
      this.#report('talking', String(talk), { file: talk, ssrc });
      const { frames, ms } = await uplink.talk(file.frames(), this.#stop.signal);
      if (!this.#stop.signal.aborted) await uplink.settled();
      this.#report('talked', `${frames} frames, ${(ms / 1000).toFixed(1)} s`, { frames, ms });
    }
    const stays = file === null || seconds !== undefined;
    const { signal } = this.#stop;
    if (stays && !signal.aborted) await once(signal, 'abort');
  }

  #openRecorder(path: string): Promise<Recorder> {
    const opening = Recorder.open(path, (error) => this.#fail(error));
    return forOption('--record <file>', path, 'a file that can be written', opening);
  }

  async #connect(url: string, token: string): Promise<RadioClient> {
    const connecting = RadioClient.connect(url, {
      signal: this.#stop.signal,
      pin: this.#options.pin,
    });
    const client = await forOption('--url <url>', url, 'a server that answers', connecting);
    this.connected = true;
    this.#report('connected', url, { url });
    void client.closed.then((closing) => this.#fail(new RadioClosedError(closing)));
    this.#cleanUp.push(async () => {
      const closing = await client.close();
      this.#report('closed', `${closing.code} ${closing.reason}`, closing);
    });
    client.on('error', ({ code, reason }) => this.#fail(new Error(`server: ${code} ${reason}`)));
    client.on('fault', (fault) => this.#report('fault', fault, { fault }));
    const { session_id, user_id } = await client.identify(this.#options.user, token);
    this.#report('ready', `${session_id} as ${quote(user_id)}`, { session_id, user_id });
    return client;
  }

  async #join(client: RadioClient, ssrc: number): Promise<Joined> {
    const { channel, create, srtp, url } = this.#options;
    client.on('channel', ({ event, channel_id, member }) => {
      if (event === 'join') this.#names.set(member.ssrc, member.user_id);
      const words = `${quote(channel_id)} by ${describe(member)}`;
      this.#report(event, words, { channel_id, member });
    });
    client.on('message', (message) => {
      const { author_id, channel_id, content } = message;
      const words = `from ${quote(author_id)} in ${quote(channel_id)}: ${quote(content)}`;
      this.#report('message', words, message);
    });
    const options = { srtp };
    const joined = await client.join(channel, ssrc, options).catch(async (error: unknown) => {
      const missing = error instanceof RadioError && error.code === ErrorCode.NO_SUCH_CHANNEL;
      if (!missing || !create) throw error;
      await client.create(channel, channel);
      return client.join(channel, ssrc, options);
    });
    const profile = joined.media?.srtp?.profile;
    // Better silent than in plain, where SRTP was asked for.
    if (srtp !== undefined && profile === undefined) throw new Error(noSrtp(url));
    const { active_members } = joined;
    for (const member of active_members) this.#names.set(member.ssrc, member.user_id);
    const how = profile === undefined ? '' : ` by SRTP (${profile})`;
    const words = `${quote(channel)}${how} with ${active_members.map(describe).join(', ')}`;
    const fields = { channel_id: channel, ssrc, active_members };
    this.#report('joined', words, profile === undefined ? fields : { ...fields, srtp: profile });
    return joined;
  }

  async #listen(client: RadioClient, { media }: Joined, recorder: Recorder | null): Promise<Media> {
    const port = media?.udp_port ?? Default.UDP_PORT;
    const ears = await Media.open({ address: client.serverAddress, port, keys: client.keys });
    this.#cleanUp.push(
      () => ears.close(),
      () => this.#completeRecording(ears, recorder),
    );
    ears.on('source', ({ ssrc }) => {
      const user_id = this.#names.get(ssrc) ?? null;
      this.#report('hearing', describe({ ssrc, user_id }), { ssrc, user_id });
    });
    ears.on('address', (at) => this.#report('address', `${at.ip} port ${at.port}`, at));
    ears.on('frame', (frame) => recorder?.add(frame));
    return ears;
  }

  async #completeRecording(media: Media, recorder: Recorder | null): Promise<void> {
    media.flush();
    if (recorder === null) return;
    const recordings = await recorder.close();
    for (const { path, ssrc, frames } of recordings) {
      const { lost = 0, late = 0, duplicate = 0 } = media.sourceStats(ssrc) ?? {};
      const words = `${frames} frames to ${path}: lost ${lost}, late ${late}, duplicate ${duplicate}`;
      this.#report('recorded', words, { frames, file: path, ssrc, lost, late, duplicate });
    }
    if (recordings.length === 0) this.#report('recorded', '0 frames, no file', { frames: 0 });
  }

  #fail(error: unknown): void {
    // What ends because it was stopped has not failed.
    if (!this.#stop.signal.aborted) this.#failure ??= error;
    this.#stop.abort();
  }
}

function describe({ user_id, ssrc }: { user_id: string | null; ssrc: number }): string {
  return `${user_id === null ? 'nobody known' : quote(user_id)} (SSRC ${ssrc})`;
}

function noSrtp(url: string): string {
  const reason = `${url} tells no keys; it does over wss, from its own machine, or where its`;
  return `option '--srtp': ${reason} settings have media.srtp_over_plain_ws`;
}

const quote = (words: string): string => JSON.stringify(words);

/** What others send must not steer the terminal, so control characters are not printed. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\uFFFD');
}

/** Names the option whose value something failed for, and what would have been right. */
async function forOption<T>(
  option: string,
  value: string,
  wanted: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const words = `option '${option}' argument '${value}' is invalid. Expected ${wanted}`;
    throw new Error(`${words}: ${errorText(error)}`, { cause: error });
  }
}

function openFile(path: string): Promise<OggOpusFile> {
  return forOption('--talk <file>', path, 'an Ogg Opus file', openOggOpus(path));
}

async function readToken({ token, tokenFile = '' }: Options): Promise<string> {
  if (token !== undefined) return token;
  const reading = tokenFile === '-' ? text(process.stdin) : readFile(tokenFile, 'utf8');
  const filled = reading.then((content) => {
    if (content.trim() === '') throw new Error('it is empty');
    return content.trim();
  });
  return forOption('--token-file <file>', tokenFile, 'a file that holds a token', filled);
}

function checkTogether(command: Command, { token, tokenFile, talk, record }: Options): void {
  if ((token ?? tokenFile) === undefined) {
    command.error("error: expected one of the options '--token <token>' and '--token-file <file>'");
  }
  if (talk !== undefined && record !== undefined && resolve(talk) === resolve(record)) {
    const value = `argument '${record}' is invalid`;
    command.error(`error: option '--record <file>' ${value}. Expected another file than --talk.`);
  }
}

function parseUrl(value: string): string {
  const url = serverUrl(value);
  if (url !== null) return url;
  throw new InvalidArgumentError('Expected ws://host:port/ws, host:port or host.');
}

function parseWith(schema: z.ZodType<string>): (value: string) => string {
  return (value) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const wanted = parsed.error.issues[0]?.message ?? '';
    throw new InvalidArgumentError(`${wanted.replace(/^e/, 'E')}.`);
  };
}

function parseSsrc(value: string): number {
  const ssrc = Number(value);
  if (/^\d+$/.test(value) && ssrc >= 1 && ssrc <= 0xffff_ffff) return ssrc;
  throw new InvalidArgumentError('Expected a whole number from 1 to 4294967295.');
}

function parseSrtp(value: string): readonly SrtpProfile[] {
  const wanted = SRTP_PROFILES.filter((profile) => value === 'any' || profile === value);
  if (wanted.length > 0) return wanted;
  throw new InvalidArgumentError(`Expected ${SRTP_PROFILES.join(', ')} or any.`);
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && seconds > 0 && seconds <= MAX_SECONDS) return seconds;
  throw new InvalidArgumentError(`Expected seconds, more than 0, at most ${MAX_SECONDS}.`);
}
