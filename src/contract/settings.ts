import { z } from 'zod';
import { capacity, channelId, channelMode, channelName, channelSrtp, port } from './fields.ts';
import { Default } from './limits.ts';

/**
 * The settings file `settings.json` in the data folder. Every field has a default, so an empty
 * object is a valid file; an unknown field is an error, so that a slip of the pen is not lost.
 */

const ms = z.int().min(10).max(3_600_000);

const presetChannel = z.strictObject({
  channel_id: channelId,
  channel_name: channelName,
  mode: channelMode.default('open').describe('how the channel is spoken on'),
  capacity: capacity.default(100).describe('members at most'),
  srtp: channelSrtp.default('optional').describe('whether radios that speak plain RTP are let in'),
});

const mediaSettings = z.strictObject({
  latch: z
    .enum(['same-ip', 'any-ip'])
    .default('same-ip')
    .describe(
      'where plain RTP may come from: the IP of the radio’s WebSocket alone, or any (for sites behind split NATs)',
    ),
  srtp_over_plain_ws: z
    .boolean()
    .default(false)
    .describe(
      'whether keys for SRTP are also told over a WebSocket that is neither TLS nor of this machine, where others may read them',
    ),
});

const limitSettings = z.strictObject({
  media_peers: z
    .int()
    .min(1)
    .max(100_000)
    .default(Default.MEDIA_PEERS)
    .describe('memberships with media in all channels together'),
  session_queue_bytes: z
    .int()
    .min(4_096)
    .max(256 * 1024 * 1024)
    .default(Default.SESSION_QUEUE_BYTES)
    .describe('bytes that may wait for a radio that reads slowly, before it is closed (4013)'),
});

const journalSettings = z.strictObject({
  keep_days: z
    .int()
    .min(1)
    .max(3_650)
    .default(Default.JOURNAL_KEEP_DAYS)
    .describe('days after which events, messages, sessions and traffic are removed'),
  max_mb: z
    .int()
    .min(16)
    .max(65_536)
    .default(Default.JOURNAL_MAX_MB)
    .describe('size in MiB past which the oldest of them are removed'),
  commit_timeout_ms: z
    .int()
    .min(10)
    .max(60_000)
    .default(Default.JOURNAL_COMMIT_TIMEOUT_MS)
    .describe(
      'how long an acknowledgement waits for the disk, before the net goes on with an alarm',
    ),
});

export const settings = z
  .strictObject({
    host: z
      .string()
      .default('')
      .describe('address of the interface to listen on; empty: all interfaces, IPv4 and IPv6'),
    ws_port: port.default(Default.WS_PORT).describe('TCP port of the gateway; 0 picks a free one'),
    udp_port: port.default(Default.UDP_PORT).describe('UDP port of the relay; 0 picks a free one'),
    heartbeat_interval_ms: ms
      .default(Default.HEARTBEAT_INTERVAL_MS)
      .describe('how often radios are told to send a heartbeat'),
    suspect_after_ms: ms
      .default(Default.SUSPECT_AFTER_MS)
      .describe('silence after which a radio is a suspect'),
    zombie_after_ms: ms
      .default(Default.ZOMBIE_AFTER_MS)
      .describe('silence after which a radio is a zombie; more than twice the heartbeat interval'),
    reaper_interval_ms: ms
      .default(Default.REAPER_INTERVAL_MS)
      .describe('how often silent radios are looked for'),
    identify_timeout_ms: ms
      .default(Default.IDENTIFY_TIMEOUT_MS)
      .describe('time a new connection has for its IDENTIFY'),
    channels: z
      .array(presetChannel)
      .default([])
      .describe('channels that exist from the start of the net'),
    media: mediaSettings.prefault({}),
    limits: limitSettings.prefault({}),
    journal: journalSettings.prefault({}),
  })
  .check((context) => {
    const { value } = context;
    const fault = (field: keyof typeof value, message: string): void => {
      context.issues.push({ code: 'custom', path: [field], message, input: value[field] });
    };
    if (value.suspect_after_ms <= value.heartbeat_interval_ms) {
      const least = value.heartbeat_interval_ms;
      fault('suspect_after_ms', `expected more than heartbeat_interval_ms, ${least}`);
    }
    if (value.zombie_after_ms <= 2 * value.heartbeat_interval_ms) {
      const least = 2 * value.heartbeat_interval_ms;
      fault('zombie_after_ms', `expected more than twice heartbeat_interval_ms, ${least}`);
    }
    if (value.zombie_after_ms <= value.suspect_after_ms) {
      const least = value.suspect_after_ms;
      fault('zombie_after_ms', `expected more than suspect_after_ms, ${least}`);
    }
    const ids = value.channels.map((channel) => channel.channel_id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) {
      fault('channels', `expected each channel_id once, ${JSON.stringify(twice)} is there twice`);
    }
  });

/** The settings with every default filled in. */
export type Settings = z.infer<typeof settings>;

/** The settings as a file or a caller may give them, defaults left out. */
export type SettingsInput = z.input<typeof settings>;
