import { z } from 'zod';
import { port } from './fields.ts';
import type {
  Delta,
  OperatorCommand,
  OperatorInput,
  OperatorOutput,
  Result,
  Snapshot,
} from './operator.ts';

/**
 * What the window asks of the process that runs the net, besides the operator API. The names of the
 * IPC channels are in `ipc.ts`.
 */

/** Asks the net to go on the air again, on other ports where given; they are kept as settings. */
export const retryInput = z.strictObject({
  ws_port: port.optional(),
  wss_port: port.optional(),
  udp_port: port.optional(),
});
export type RetryInput = z.infer<typeof retryInput>;

export const clipboardInput = z.strictObject({ text: z.string().max(65_536) });

/** The API that the preload puts on `window.livechat`. */
export type ConsoleApi = {
  /** The whole state; deltas that follow continue from its `seq`. */
  snapshot(): Promise<Snapshot>;
  /**
   * Hears of every delta from now on, at most ten a second.
   *
   * @returns a function that ends the subscription
   */
  onDelta(listener: (delta: Delta) => void): () => void;
  /** Hears that the net went off or on the air, so that a new snapshot has to be taken. */
  onReset(listener: () => void): () => void;
  command<C extends OperatorCommand>(
    name: C,
    input: OperatorInput<C>,
  ): Promise<Result<OperatorOutput[C]>>;
  /** Tries to bring a net that failed on the air again. */
  retry(input: RetryInput): Promise<Result<null>>;
  /** Puts text on the system's clipboard. */
  copy(text: string): Promise<Result<null>>;
  readonly about: { readonly version: string; readonly platform: string };
};
