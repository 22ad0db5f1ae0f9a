import type { ErrorPayload } from '../contract/wire.ts';
import { opName } from '../contract/ops.ts';

/** How a connection ended: a WebSocket close code (RFC 6455, section 7.4) and its reason. */
export type Closing = { readonly code: number; readonly reason: string };

/** The server refused a request. Nothing has changed. */
export class RadioError extends Error {
  override readonly name = 'RadioError';
  /** From the contract's table of error codes; an older server may have others. */
  readonly code: number;
  readonly reason: string;
  /** The operation that was refused. */
  readonly op: number;

  constructor(op: number, { code, reason }: ErrorPayload) {
    super(`${opName(op)} was refused: ${code} ${reason}`);
    this.code = code;
    this.reason = reason;
    this.op = op;
  }
}

/** The connection is closed, so that a request cannot be sent or will never be answered. */
export class RadioClosedError extends Error {
  override readonly name = 'RadioClosedError';
  readonly code: number;
  readonly reason: string;

  constructor({ code, reason }: Closing) {
    super(`the connection is closed: ${code} ${reason}`);
    this.code = code;
    this.reason = reason;
  }
}

/** The server broke the protocol. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/**
 * The words of a network error. A host with several addresses fails with an error that has no
 * words of its own but one error for each address.
 */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(errorText).join(', ');
  return error instanceof Error ? error.message : String(error);
}
