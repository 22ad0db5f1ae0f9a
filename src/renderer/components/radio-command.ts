import { COMMAND_NAME } from '../../contract/command-name.ts';

/** What a shell takes for one word as it stands. */
const PLAIN = /^[\w.:/@%+=…-]+$/;

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `"${word.replaceAll(/["\\$`]/g, (sign) => `\\${sign}`)}"`;
}

type Radio = {
  readonly url: string;
  readonly pin?: string | undefined;
  readonly user: string;
  readonly token: string;
  readonly channel: string;
  /** Whether it only listens. */
  readonly isSilent?: boolean;
};

/** The command line of a radio that logs in to the net, joins a channel and is heard in it, if it may. */
export function radioCommand({ url, pin, user, token, channel, isSilent }: Radio): string {
  const options = {
    '--url': url,
    ...(pin !== undefined && { '--pin': pin }),
    '--user': user,
    '--token': token,
    '--channel': channel,
  };
  const words = Object.entries(options).map(([name, value]) => `${name} ${quoted(value)}`);
  const voice = isSilent === true ? [] : ['--tone'];
  return [`${COMMAND_NAME} radio`, ...words, '--create', ...voice].join(' ');
}
