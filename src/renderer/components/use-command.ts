import { useState } from 'react';
import {
  operatorInput,
  type OperatorCommand,
  type OperatorError,
  type OperatorInput,
  type OperatorOutput,
} from '../../contract/operator.ts';
import { api } from '../api.ts';

/** What came of the last try of a command. */
type Outcome = {
  readonly busy: boolean;
  /** The fields of the input that the contract does not allow. */
  readonly invalid: readonly string[];
  /** What the net said to it. */
  readonly error: OperatorError | null;
};

export type Command<C extends OperatorCommand> = Outcome & {
  readonly run: (input: OperatorInput<C>) => Promise<void>;
  /** Forgets what was wrong with a field that is being mended. */
  readonly mend: (field: string) => void;
};

const IDLE: Outcome = { busy: false, invalid: [], error: null };

/** A failure that the contract knows nothing of: a bug, told as one. */
export function asError(cause: unknown): OperatorError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return { code: 'internal', reason, params: {} };
}

/**
 * A command of the operator API for a dialog: checked against the contract before it is sent.
 *
 * @param done called with the answer once the command has been carried out
 */
export function useCommand<C extends OperatorCommand>(
  name: C,
  done: (value: OperatorOutput[C]) => void,
): Command<C> {
  const [outcome, setOutcome] = useState(IDLE);

  const run = async (input: OperatorInput<C>): Promise<void> => {
    const checked = operatorInput[name].safeParse(input);
    if (!checked.success) {
      const invalid = checked.error.issues.map((issue) => String(issue.path[0]));
      setOutcome({ ...IDLE, invalid });
      return;
    }
    setOutcome({ ...IDLE, busy: true });
    try {
      const result = await api.command(name, input);
      setOutcome(result.ok ? IDLE : { ...IDLE, error: result.error });
      if (result.ok) done(result.value);
    } catch (cause) {
      setOutcome({ ...IDLE, error: asError(cause) });
    }
  };

  const mend = (field: string): void =>
    setOutcome(({ busy, invalid }) => ({
      busy,
      invalid: invalid.filter((other) => other !== field),
      error: null,
    }));

  return { ...outcome, run, mend };
}
