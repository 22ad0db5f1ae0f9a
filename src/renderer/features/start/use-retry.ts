import { useState } from 'react';
import { retryInput } from '../../../contract/console.ts';
import type { NetPorts, OperatorError } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { asError } from '../../components/use-command.ts';
import { useView } from '../../store/view.ts';

/** Ports as they are being typed. */
type Ports = { readonly [Port in keyof NetPorts]: number | string };

type Retry = {
  readonly ports: Ports;
  readonly busy: boolean;
  /** The ports that the contract does not allow. */
  readonly invalid: readonly string[];
  /** What came of the last try, if it failed. */
  readonly failure: { readonly error: OperatorError; readonly at: number } | null;
  readonly change: (patch: Partial<Ports>) => void;
  readonly run: () => Promise<void>;
  /** Looks for ports that can be had, and goes on the air on them. */
  readonly runOnFreePorts: () => Promise<void>;
};

type Outcome = Pick<Retry, 'busy' | 'invalid' | 'failure'>;

const IDLE: Outcome = { busy: false, invalid: [], failure: null };

const whole = (value: number | string): number => (value === '' ? NaN : Number(value));

/**
 * Going on the air again, on the ports of the settings or on others.
 *
 * @param asked the ports that the settings ask for
 */
export function useRetry(asked: NetPorts): Retry {
  const [typed, setTyped] = useState<Partial<Ports>>({});
  const [outcome, setOutcome] = useState(IDLE);
  const ports: Ports = { ...asked, ...typed };

  const run = async (wanted: Ports = ports): Promise<void> => {
    const input = {
      ws_port: whole(wanted.ws_port),
      wss_port: whole(wanted.wss_port),
      udp_port: whole(wanted.udp_port),
    };
    const checked = retryInput.safeParse(input);
    if (!checked.success) {
      const invalid = checked.error.issues.map((issue) => String(issue.path[0]));
      setOutcome({ ...IDLE, invalid });
      return;
    }
    setOutcome(({ failure }) => ({ ...IDLE, busy: true, failure }));
    const result = await api.retry(input).catch((cause: unknown) => ({
      ok: false as const,
      error: asError(cause),
    }));
    if (result.ok) useView.getState().show('net');
    setOutcome(result.ok ? IDLE : { ...IDLE, failure: { error: result.error, at: Date.now() } });
  };

  const runOnFreePorts = async (): Promise<void> => {
    setOutcome(({ failure }) => ({ ...IDLE, busy: true, failure }));
    const found = await api.freePorts().catch((cause: unknown) => ({
      ok: false as const,
      error: asError(cause),
    }));
    if (!found.ok) {
      setOutcome({ ...IDLE, failure: { error: found.error, at: Date.now() } });
      return;
    }
    setTyped(found.value);
    await run(found.value);
  };

  const change = (patch: Partial<Ports>): void => {
    setTyped((before) => ({ ...before, ...patch }));
    setOutcome(({ busy, failure }) => ({ busy, failure, invalid: [] }));
  };

  return { ports, ...outcome, change, run: () => run(), runOnFreePorts };
}
