import type { ClientOp } from '../contract/ops.ts';
import { type Closing, RadioClosedError, RadioError } from './errors.ts';
import type { ErrorPayload } from '../contract/wire.ts';

type Pending = {
  readonly op: ClientOp;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Requests that wait for their answer. The server answers the requests of a connection in order,
 * so an answer belongs to the oldest request of its operation.
 */
export class Requests {
  readonly #pending = new Set<Pending>();

  /** Adds a request; the promise is settled by its answer or by the end of the connection. */
  add(op: ClientOp): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#pending.add({ op, resolve, reject });
    });
  }

  /** @returns whether a request was waiting for it */
  resolve(op: number, value: unknown): boolean {
    const pending = this.#take(op);
    pending?.resolve(value);
    return pending !== undefined;
  }

  /**
   * Refuses the oldest request of the error's operation. A server that names none (as those
   * before ours) means the oldest request of all.
   *
   * @returns whether a request was waiting for it
   */
  refuse(error: ErrorPayload): boolean {
    const pending = this.#take(error.op);
    pending?.reject(new RadioError(pending.op, error));
    return pending !== undefined;
  }

  /** Fails the oldest request of an operation, because its answer makes no sense. */
  fail(op: number, error: Error): void {
    this.#take(op)?.reject(error);
  }

  /** Fails every request. */
  close(closing: Closing): void {
    for (const pending of this.#pending) pending.reject(new RadioClosedError(closing));
    this.#pending.clear();
  }

  #take(op: number | undefined): Pending | undefined {
    for (const pending of this.#pending) {
      if (op !== undefined && pending.op !== op) continue;
      this.#pending.delete(pending);
      return pending;
    }
    return undefined;
  }
}
