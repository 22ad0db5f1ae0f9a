import { expect } from 'vitest';
import { Op } from '../../src/contract/ops.ts';
import { SECRET } from './start-net.ts';

/** The states of a radio that asks something of channel `alpha`. */
export const STATES = ['not identified', 'identified', 'member', "other channel's member"] as const;
export type State = (typeof STATES)[number];

export const error = (code: number, op?: number): unknown => ({
  op: Op.ERROR,
  d: { code, reason: expect.any(String) as string, ...(op !== undefined && { op }) },
});
export const ack = (op: number, data: unknown): unknown => ({ op: Op.ACK, d: { op, data } });
export const channelEvent = (event: string, user_id: string, ssrc: number): unknown => ({
  op: Op.CHANNEL_EVENT,
  s: expect.any(Number) as number,
  d: { event, channel_id: 'alpha', member: { user_id, ssrc } },
});

type Row = {
  readonly name: string;
  readonly op: number;
  readonly d: unknown;
  readonly reply: Readonly<Record<State, readonly unknown[]>>;
};

/** The same reply to everyone who is logged in. */
function loggedIn(reply: unknown, stranger: unknown): Row['reply'] {
  return {
    'not identified': [stranger],
    identified: [reply],
    member: [reply],
    "other channel's member": [reply],
  };
}

function always(reply: unknown): Row['reply'] {
  return loggedIn(reply, reply);
}

const alpha = { channel_id: 'alpha', channel_name: 'Alpha', mode: 'open', capacity: 100 };
const bravo = { channel_id: 'bravo', channel_name: 'Bravo', mode: 'open', capacity: 100 };
export const owner = { user_id: 'owner', ssrc: 1 };
export const asker = { user_id: 'asker', ssrc: 2 };
const refused = (op: number, code: number): Row['reply'] =>
  loggedIn(error(code, op), error(1000, op));

export const ROWS: readonly Row[] = [
  {
    name: 'HEARTBEAT',
    op: Op.HEARTBEAT,
    d: null,
    reply: always({ op: Op.HEARTBEAT_ACK, d: null }),
  },
  {
    name: 'HEARTBEAT with the last s',
    op: Op.HEARTBEAT,
    d: 7,
    reply: always({ op: Op.HEARTBEAT_ACK, d: null }),
  },
  { name: 'HEARTBEAT with a bad s', op: Op.HEARTBEAT, d: 'x', reply: always(error(1004, 1)) },
  {
    name: 'IDENTIFY',
    op: Op.IDENTIFY,
    d: { user_id: 'asker', token: SECRET },
    reply: loggedIn(error(1002, Op.IDENTIFY), {
      op: Op.READY,
      d: { session_id: expect.stringMatching(/^sess_/) as string, user_id: 'asker' },
    }),
  },
  {
    name: 'IDENTIFY with a wrong token',
    op: Op.IDENTIFY,
    d: { user_id: 'asker', token: 'wrong' },
    reply: loggedIn(error(1002, Op.IDENTIFY), error(1001, Op.IDENTIFY)),
  },
  {
    name: 'IDENTIFY without a token',
    op: Op.IDENTIFY,
    d: { user_id: 'asker' },
    reply: loggedIn(error(1002, Op.IDENTIFY), error(1004, Op.IDENTIFY)),
  },
  {
    name: 'RESUME',
    op: Op.RESUME,
    d: { session_id: 'sess_x', resume_token: 'x', s: 0 },
    reply: loggedIn(error(1002, Op.RESUME), error(1001, Op.RESUME)),
  },
  {
    name: 'CHANNEL_CREATE of a new channel',
    op: Op.CHANNEL_CREATE,
    d: { channel_id: 'charlie', channel_name: 'Charlie' },
    reply: loggedIn(
      ack(Op.CHANNEL_CREATE, { channel_id: 'charlie', channel_name: 'Charlie' }),
      error(1000, Op.CHANNEL_CREATE),
    ),
  },
  {
    name: 'CHANNEL_CREATE of one that exists',
    op: Op.CHANNEL_CREATE,
    d: { channel_id: 'alpha', channel_name: 'Another name', capacity: 2 },
    reply: loggedIn(
      ack(Op.CHANNEL_CREATE, { channel_id: 'alpha', channel_name: 'Alpha' }),
      error(1000, Op.CHANNEL_CREATE),
    ),
  },
  {
    name: 'CHANNEL_CREATE with a bad field',
    op: Op.CHANNEL_CREATE,
    d: { channel_id: '', channel_name: 'Charlie' },
    reply: refused(Op.CHANNEL_CREATE, 1004),
  },
  {
    name: 'CHANNEL_JOIN',
    op: Op.CHANNEL_JOIN,
    d: { channel_id: 'alpha', ssrc: 3 },
    reply: {
      'not identified': [error(1000, Op.CHANNEL_JOIN)],
      identified: [joined(3)],
      member: [error(2003, Op.CHANNEL_JOIN)],
      "other channel's member": [joined(3)],
    },
  },
  {
    name: 'CHANNEL_JOIN of no channel',
    op: Op.CHANNEL_JOIN,
    d: { channel_id: 'nowhere', ssrc: 3 },
    reply: refused(Op.CHANNEL_JOIN, 2000),
  },
  {
    name: 'CHANNEL_JOIN with an SSRC in use',
    op: Op.CHANNEL_JOIN,
    d: { channel_id: 'alpha', ssrc: 1 },
    reply: {
      'not identified': [error(1000, Op.CHANNEL_JOIN)],
      identified: [error(2005, Op.CHANNEL_JOIN)],
      member: [error(2003, Op.CHANNEL_JOIN)],
      "other channel's member": [error(2005, Op.CHANNEL_JOIN)],
    },
  },
  {
    name: 'CHANNEL_JOIN with SSRC zero',
    op: Op.CHANNEL_JOIN,
    d: { channel_id: 'alpha', ssrc: 0 },
    reply: {
      'not identified': [error(1000, Op.CHANNEL_JOIN)],
      identified: [error(2005, Op.CHANNEL_JOIN)],
      member: [error(2003, Op.CHANNEL_JOIN)],
      "other channel's member": [error(2005, Op.CHANNEL_JOIN)],
    },
  },
  {
    name: 'CHANNEL_JOIN with an SSRC past 32 bits',
    op: Op.CHANNEL_JOIN,
    d: { channel_id: 'alpha', ssrc: 2 ** 32 },
    reply: refused(Op.CHANNEL_JOIN, 1004),
  },
  {
    name: 'CHANNEL_LEAVE',
    op: Op.CHANNEL_LEAVE,
    d: { channel_id: 'alpha' },
    reply: {
      'not identified': [error(1000, Op.CHANNEL_LEAVE)],
      identified: [error(2004, Op.CHANNEL_LEAVE)],
      member: [ack(Op.CHANNEL_LEAVE, { channel_id: 'alpha' })],
      "other channel's member": [error(2004, Op.CHANNEL_LEAVE)],
    },
  },
  {
    name: 'CHANNEL_LEAVE of no channel',
    op: Op.CHANNEL_LEAVE,
    d: { channel_id: 'nowhere' },
    reply: refused(Op.CHANNEL_LEAVE, 2000),
  },
  {
    name: "CHANNEL_UPDATE of another's channel",
    op: Op.CHANNEL_UPDATE,
    d: { channel_id: 'alpha', channel_name: 'New' },
    reply: refused(Op.CHANNEL_UPDATE, 2002),
  },
  {
    name: 'CHANNEL_UPDATE of no channel',
    op: Op.CHANNEL_UPDATE,
    d: { channel_id: 'nowhere', channel_name: 'New' },
    reply: refused(Op.CHANNEL_UPDATE, 2000),
  },
  {
    name: 'CHANNEL_UPDATE with a bad field',
    op: Op.CHANNEL_UPDATE,
    d: { channel_id: 'alpha', channel_name: 5 },
    reply: refused(Op.CHANNEL_UPDATE, 1004),
  },
  {
    name: "CHANNEL_DELETE of another's channel",
    op: Op.CHANNEL_DELETE,
    d: { channel_id: 'alpha' },
    reply: refused(Op.CHANNEL_DELETE, 2002),
  },
  {
    name: 'CHANNEL_DELETE of no channel',
    op: Op.CHANNEL_DELETE,
    d: { channel_id: 'nowhere' },
    reply: refused(Op.CHANNEL_DELETE, 2000),
  },
  {
    name: 'CHANNEL_LIST',
    op: Op.CHANNEL_LIST,
    d: null,
    reply: {
      'not identified': [error(1000, Op.CHANNEL_LIST)],
      identified: [listed(1, 0)],
      member: [listed(2, 0)],
      "other channel's member": [listed(1, 1)],
    },
  },
  {
    name: 'CHANNEL_INFO',
    op: Op.CHANNEL_INFO,
    d: { channel_id: 'alpha' },
    reply: {
      'not identified': [error(1000, Op.CHANNEL_INFO)],
      identified: [informed([owner])],
      member: [informed([owner, asker])],
      "other channel's member": [informed([owner])],
    },
  },
  {
    name: 'CHANNEL_INFO of no channel',
    op: Op.CHANNEL_INFO,
    d: { channel_id: 'nowhere' },
    reply: refused(Op.CHANNEL_INFO, 2000),
  },
  {
    name: 'MESSAGE_CREATE',
    op: Op.MESSAGE_CREATE,
    d: { channel_id: 'alpha', content: 'hello' },
    reply: {
      'not identified': [error(1000, Op.MESSAGE_CREATE)],
      identified: [error(3002, Op.MESSAGE_CREATE)],
      member: [
        {
          op: Op.MESSAGE_EVENT,
          s: expect.any(Number) as number,
          d: {
            message_id: expect.stringMatching(/^msg_/) as string,
            channel_id: 'alpha',
            author_id: 'asker',
            content: 'hello',
            timestamp: expect.any(Number) as number,
          },
        },
      ],
      "other channel's member": [error(3002, Op.MESSAGE_CREATE)],
    },
  },
  {
    name: 'MESSAGE_CREATE of a blank text',
    op: Op.MESSAGE_CREATE,
    d: { channel_id: 'alpha', content: ' \n\t' },
    reply: refused(Op.MESSAGE_CREATE, 3000),
  },
  {
    name: 'MESSAGE_CREATE to no channel',
    op: Op.MESSAGE_CREATE,
    d: { channel_id: 'nowhere', content: 'hello' },
    reply: refused(Op.MESSAGE_CREATE, 2000),
  },
  { name: 'a request without d', op: Op.CHANNEL_JOIN, d: null, reply: refused(11, 1004) },
  { name: 'an op of the server', op: Op.ACK, d: null, reply: always(error(1003, Op.ACK)) },
  { name: 'an op of nobody', op: 99, d: null, reply: always(error(1003, 99)) },
  { name: 'an op past 8 bits', op: 256, d: null, reply: always(error(1004)) },
];

function joined(ssrc: number): unknown {
  return ack(Op.CHANNEL_JOIN, {
    channel_id: 'alpha',
    active_members: [owner, { user_id: 'asker', ssrc }],
    media: {
      udp_port: expect.any(Number) as number,
      username: expect.stringMatching(/^[\w-]{22}$/) as string,
      password: expect.stringMatching(/^[\w-]{32}$/) as string,
    },
  });
}

function listed(inAlpha: number, inBravo: number): unknown {
  return ack(Op.CHANNEL_LIST, {
    channels: [
      { ...alpha, member_count: inAlpha },
      { ...bravo, member_count: inBravo },
    ],
  });
}

function informed(members: readonly unknown[]): unknown {
  const member_count = members.length;
  return ack(Op.CHANNEL_INFO, { ...alpha, member_count, active_members: members });
}
