import { ErrorCode, refuse, type Refusal } from '../../contract/errors.ts';
import { explain } from '../../contract/explain.ts';
import { isClientOp, Op, type ClientOp } from '../../contract/ops.ts';
import { clientEnvelope, clientPayload, type ClientPayload } from '../../contract/wire.ts';

/** A request that has been checked: an operation with its payload. */
export type Request = {
  [O in ClientOp]: { readonly op: O; readonly d: ClientPayload<O> };
}[ClientOp];

/** What came in is a request, or is refused; `op` where it could be told. */
export type Parsed =
  { readonly request: Request } | { readonly refusal: Refusal; readonly op: number | undefined };

const malformed = (reason: string, op?: number): Parsed => ({
  refusal: refuse(ErrorCode.MALFORMED, reason),
  op,
});

/**
 * Checks one text frame against the contract.
 *
 * @param text the frame as it came in
 * @param mayUse says what keeps the radio from an operation in its present state, if anything; it
 *   is asked before the payload is looked at
 */
export function parseRequest(text: string, mayUse: (op: ClientOp) => Refusal | undefined): Parsed {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return malformed('expected a JSON object {"op", "d"}, got text that is not JSON');
  }
  const envelope = clientEnvelope.safeParse(input);
  if (!envelope.success) return malformed(explain(envelope.error, input, 'frame'));
  const { op, d = null } = envelope.data;
  if (!isClientOp(op)) {
    return { refusal: refuse(ErrorCode.UNKNOWN_OP, `op: got ${op}, which no radio may send`), op };
  }
  const denied = mayUse(op);
  if (denied) return { refusal: denied, op };
  const payload = clientPayload[op].safeParse(d);
  if (!payload.success) return malformed(explain(payload.error, d), op);
  // The payload was checked by the very schema that its operation's type is inferred from.
  return { request: { op, d: payload.data } as Request };
}

/** The operations that come before, or have nothing to do with, a log-in. */
export const BEFORE_IDENTIFY: ReadonlySet<ClientOp> = new Set([
  Op.HEARTBEAT,
  Op.IDENTIFY,
  Op.RESUME,
]);
