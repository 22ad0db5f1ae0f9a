import { Command, InvalidArgumentError, Option } from 'commander';
import { parseJoinUri } from '../contract/join-uri.ts';
import { parsePin, type Pin } from '../contract/pin.ts';

/** What `--pin` and `--join` add to a radio's options. */
export type PinOptions = { pin?: Pin };

/**
 * The options `--pin` and `--join`. A join URI fills in the options of the same names; what the
 * command line says itself counts more.
 */
export function addPinOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--pin <pin>', "the server's key: sha256/…, or as the console shows it").argParser(
        (text) => {
          const pin = parsePin(text);
          if (pin !== null) return pin;
          throw new InvalidArgumentError('Expected sha256/ and base64, or 64 hexadecimal digits.');
        },
      ),
    )
    .addOption(
      new Option('--join <uri>', 'what a join QR holds: livechat://join?url=…&pin=…').argParser(
        (text) => fillIn(command, text),
      ),
    );
}

function fillIn(command: Command, text: string): string {
  const invitation = parseJoinUri(text);
  if ('fault' in invitation) {
    const { fault } = invitation;
    throw new InvalidArgumentError(`${fault.replace(/^./, (first) => first.toUpperCase())}.`);
  }
  for (const [name, value] of Object.entries(invitation)) {
    const isSaid = command.getOptionValueSource(name) === 'cli';
    if (value !== undefined && !isSaid) command.setOptionValue(name, value);
  }
  return text;
}
