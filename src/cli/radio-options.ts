import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Command, InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import { SRTP_PROFILES, type SrtpProfile } from '../contract/srtp.ts';
import { errorText, serverUrl } from '../radio/index.ts';
import type { PinOptions } from './pin-options.ts';

/** What `livechat radio` is told. */
export type RadioOptions = PinOptions & {
  url: string;
  user: string;
  token?: string;
  tokenFile?: string;
  channel: string;
  create?: true;
  ssrc?: number;
  talk?: string;
  /** Whether to send a call tone, where there is no file to talk from. */
  tone?: true;
  record?: string;
  seconds?: number;
  srtp?: readonly SrtpProfile[];
  /** Whether to come back when the connection is lost. */
  resume: boolean;
  json?: true;
};

const MAX_SECONDS = 1_000_000;

/** Names the option whose value something failed for, and what would have been right. */
export async function forOption<T>(
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

export async function readToken({ token, tokenFile = '' }: RadioOptions): Promise<string> {
  if (token !== undefined) return token;
  const reading = tokenFile === '-' ? text(process.stdin) : readFile(tokenFile, 'utf8');
  const filled = reading.then((content) => {
    if (content.trim() === '') throw new Error('it is empty');
    return content.trim();
  });
  return forOption('--token-file <file>', tokenFile, 'a file that holds a token', filled);
}

export function checkTogether(
  command: Command,
  { token, tokenFile, talk, record }: RadioOptions,
): void {
  if ((token ?? tokenFile) === undefined) {
    command.error("error: expected one of the options '--token <token>' and '--token-file <file>'");
  }
  if (talk !== undefined && record !== undefined && resolve(talk) === resolve(record)) {
    const value = `argument '${record}' is invalid`;
    command.error(`error: option '--record <file>' ${value}. Expected another file than --talk.`);
  }
}

export function parseUrl(value: string): string {
  const url = serverUrl(value);
  if (url !== null) return url;
  throw new InvalidArgumentError('Expected ws://host:port/ws, host:port or host.');
}

export function parseWith(schema: z.ZodType<string>): (value: string) => string {
  return (value) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const wanted = parsed.error.issues[0]?.message ?? '';
    throw new InvalidArgumentError(`${wanted.replace(/^e/, 'E')}.`);
  };
}

export function parseSsrc(value: string): number {
  const ssrc = Number(value);
  if (/^\d+$/.test(value) && ssrc >= 1 && ssrc <= 0xffff_ffff) return ssrc;
  throw new InvalidArgumentError('Expected a whole number from 1 to 4294967295.');
}

export function parseSrtp(value: string): readonly SrtpProfile[] {
  const wanted = SRTP_PROFILES.filter((profile) => value === 'any' || profile === value);
  if (wanted.length > 0) return wanted;
  throw new InvalidArgumentError(`Expected ${SRTP_PROFILES.join(', ')} or any.`);
}

export function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && seconds > 0 && seconds <= MAX_SECONDS) return seconds;
  throw new InvalidArgumentError(`Expected seconds, more than 0, at most ${MAX_SECONDS}.`);
}
