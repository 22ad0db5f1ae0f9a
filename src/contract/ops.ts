/** Operation numbers of the signalling protocol, the `op` of every frame. */
export const Op = {
  HELLO: 0,
  HEARTBEAT: 1,
  HEARTBEAT_ACK: 2,
  IDENTIFY: 3,
  READY: 4,
  RESUME: 5,
  RESUMED: 6,
  CHANNEL_CREATE: 10,
  CHANNEL_JOIN: 11,
  CHANNEL_LEAVE: 12,
  CHANNEL_UPDATE: 13,
  CHANNEL_DELETE: 14,
  CHANNEL_LIST: 15,
  CHANNEL_INFO: 16,
  MESSAGE_CREATE: 20,
  CHANNEL_EVENT: 100,
  MESSAGE_EVENT: 101,
  MEDIA_KEY: 120,
  ACK: 200,
  ERROR: 201,
} as const;

export type Op = (typeof Op)[keyof typeof Op];

/** The operations a radio may send. Any other number is answered with error 1003. */
const CLIENT_OPS = [
  Op.HEARTBEAT,
  Op.IDENTIFY,
  Op.RESUME,
  Op.CHANNEL_CREATE,
  Op.CHANNEL_JOIN,
  Op.CHANNEL_LEAVE,
  Op.CHANNEL_UPDATE,
  Op.CHANNEL_DELETE,
  Op.CHANNEL_LIST,
  Op.CHANNEL_INFO,
  Op.MESSAGE_CREATE,
] as const;

export type ClientOp = (typeof CLIENT_OPS)[number];

const clientOps = new Set<number>(CLIENT_OPS);

/** Whether a number is an operation that a radio may send. */
export function isClientOp(op: number): op is ClientOp {
  return clientOps.has(op);
}

const names = new Map<number, string>(Object.entries(Op).map(([name, op]) => [op, name]));

/** The name of an operation, such as `CHANNEL_JOIN`; `op 99` for one that has none. */
export function opName(op: number): string {
  return names.get(op) ?? `op ${op}`;
}
