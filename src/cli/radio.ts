import { Command, Option } from 'commander';
import { channelId, userId } from '../contract/fields.ts';
import { SRTP_PROFILES } from '../contract/srtp.ts';
import { RadioClosedError, errorText } from '../radio/index.ts';
import { Operation } from './radio-operation.ts';
import { addPinOptions } from './pin-options.ts';
import {
  checkTogether,
  parseSeconds,
  parseSrtp,
  parseSsrc,
  parseUrl,
  parseWith,
  type RadioOptions,
} from './radio-options.ts';
import { printable, type Report } from './radio-words.ts';

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
    .addOption(new Option('--talk <file>', 'Ogg Opus file to send, in real time').conflicts('tone'))
    .option('--tone', 'send a call tone of 5 s, then stay')
    .option('--record <file>', 'Ogg Opus file to record to; a second talker goes to FILE-<ssrc>')
    .option('--seconds <number>', 'how long to stay (default: until --talk is sent)', parseSeconds)
    .addOption(
      new Option('--srtp [profile]', `encrypt media: ${SRTP_PROFILES.join(', ')} or any`)
        .preset('any')
        .argParser(parseSrtp),
    )
    .option('--no-resume', 'end when the connection is lost, instead of coming back')
    .option('--json', 'print one JSON object a line');
  return command.action(async (options: RadioOptions) => {
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
