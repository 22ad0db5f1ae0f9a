import { z } from 'zod';
import {
  capacity,
  channelId,
  channelMode,
  channelName,
  port,
  srtpProfile,
  srtpWishes,
  timestampMs,
  u32,
  userId,
} from './fields.ts';
import { type ClientOp, Op } from './ops.ts';
import { Limit } from './limits.ts';

/**
 * Payloads of the signalling protocol, WebSocket text frames `{"op", "d"}`. Unknown fields are
 * dropped, so that radios of either age get along.
 */

/** The frame around every payload that a radio sends. */
export const clientEnvelope = z.object({ op: z.int().min(0).max(255), d: z.unknown() });

const token = z.string().min(1).max(Limit.TOKEN_BYTES);
const nothing = z.unknown().transform(() => null);
const channelRef = z.object({ channel_id: channelId });

/** What each operation of a radio carries in `d`. */
export const clientPayload = {
  [Op.HEARTBEAT]: u32.nullish(),
  [Op.IDENTIFY]: z.object({ user_id: userId, token, resume: z.boolean().optional() }),
  [Op.RESUME]: z.object({ session_id: z.string(), resume_token: token, s: u32 }),
  [Op.CHANNEL_CREATE]: z.object({
    channel_id: channelId,
    channel_name: channelName,
    mode: channelMode.optional(),
    capacity: capacity.optional(),
  }),
  [Op.CHANNEL_JOIN]: z.object({
    channel_id: channelId,
    ssrc: u32,
    srtp: srtpWishes.optional(),
  }),
  [Op.CHANNEL_LEAVE]: channelRef,
  [Op.CHANNEL_UPDATE]: z.object({ channel_id: channelId, channel_name: channelName }),
  [Op.CHANNEL_DELETE]: channelRef,
  [Op.CHANNEL_LIST]: nothing,
  [Op.CHANNEL_INFO]: channelRef,
  [Op.MESSAGE_CREATE]: z.object({ channel_id: channelId, content: z.string() }),
} as const satisfies Record<ClientOp, z.ZodType>;

export type ClientPayload<O extends ClientOp> = z.infer<(typeof clientPayload)[O]>;

const member = z.object({ user_id: z.string(), ssrc: u32 });
export type Member = z.infer<typeof member>;

/** Key and salt together, in base64. */
const keyAndSalt = z.string().max(64);

/** What a member needs to speak SRTP: its own key to send with, the channel's to hear with. */
const srtpOffer = z.object({
  profile: srtpProfile,
  uplink: keyAndSalt,
  downlink: keyAndSalt,
  /** Counts the downlink keys of a channel. */
  epoch: u32,
});
export type SrtpOffer = z.infer<typeof srtpOffer>;

const channelSummary = z.object({
  channel_id: z.string(),
  channel_name: z.string(),
  mode: z.string(),
  member_count: z.int(),
  capacity: z.int(),
});
export type ChannelSummary = z.infer<typeof channelSummary>;

/** Where the media of a membership goes, and what its address is proved with (RFC 8489, 9.1). */
const joinedMedia = z.object({
  udp_port: port,
  username: z.string().optional(),
  password: z.string().optional(),
  srtp: srtpOffer.optional(),
});

/** What the acknowledgement of each operation carries in `data`. */
export const ackData = {
  [Op.CHANNEL_CREATE]: z.object({ channel_id: z.string(), channel_name: z.string() }),
  [Op.CHANNEL_JOIN]: z.object({
    channel_id: z.string(),
    active_members: z.array(member),
    media: joinedMedia.optional(),
  }),
  [Op.CHANNEL_LEAVE]: z.object({ channel_id: z.string() }),
  [Op.CHANNEL_UPDATE]: z.object({ channel_id: z.string(), channel_name: z.string() }),
  [Op.CHANNEL_DELETE]: z.object({ channel_id: z.string() }),
  [Op.CHANNEL_LIST]: z.object({ channels: z.array(channelSummary) }),
  [Op.CHANNEL_INFO]: channelSummary.extend({ active_members: z.array(member) }),
} as const;

/** The operations that are answered with an acknowledgement. */
export type AckedOp = keyof typeof ackData;
export type AckData<O extends AckedOp> = z.infer<(typeof ackData)[O]>;

const channelEvent = z.object({
  event: z.enum(['join', 'leave', 'update', 'delete']),
  channel_id: z.string(),
  member,
});
export type ChannelEvent = z.infer<typeof channelEvent>;

const messageEvent = z.object({
  message_id: z.string(),
  channel_id: z.string(),
  author_id: z.string(),
  content: z.string(),
  timestamp: timestampMs,
});
export type MessageEvent = z.infer<typeof messageEvent>;

const mediaKey = z.object({ channel_id: z.string(), epoch: u32, downlink: keyAndSalt });
export type MediaKey = z.infer<typeof mediaKey>;

const hello = z.object({ heartbeat_interval: z.int().min(1) });
export const ready = z.object({
  session_id: z.string(),
  user_id: z.string(),
  resume_token: z.string().optional(),
});
const resumed = z.object({ replayed: z.int().min(0) });
const ack = z.object({ op: z.int(), data: z.unknown() });
const errorPayload = z.object({
  code: z.int(),
  reason: z.string(),
  op: z.int().optional(),
});
export type ErrorPayload = z.infer<typeof errorPayload>;

/** The frames that the server sends, told apart by `op`; `s` numbers the events. */
export const serverFrame = z.discriminatedUnion('op', [
  z.object({ op: z.literal(Op.HELLO), d: hello }),
  z.object({ op: z.literal(Op.HEARTBEAT_ACK), d: z.null() }),
  z.object({ op: z.literal(Op.READY), d: ready }),
  z.object({ op: z.literal(Op.RESUMED), d: resumed }),
  z.object({ op: z.literal(Op.CHANNEL_EVENT), d: channelEvent, s: u32 }),
  z.object({ op: z.literal(Op.MESSAGE_EVENT), d: messageEvent, s: u32 }),
  z.object({ op: z.literal(Op.MEDIA_KEY), d: mediaKey, s: u32 }),
  z.object({ op: z.literal(Op.ACK), d: ack }),
  z.object({ op: z.literal(Op.ERROR), d: errorPayload }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;
