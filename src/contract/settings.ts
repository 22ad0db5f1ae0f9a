import { z } from 'zod';
import { capacity, channelId, channelMode, channelName, channelSrtp, port } from './fields.ts';
import { Default, Limit } from './limits.ts';

/**
 * The settings file `settings.json` in the data folder. Every field has a default, so an empty
 * object is a valid file; an unknown field is an error, so that a slip of the pen is not lost.
 */

const ms = z.int().min(10).max(3_600_000);

/** What ties two settings together, for a console that says it in its own words. */
export const SETTING_RULES = [
  ...(['one_way_in', 'both', 'another_port', 'more_than'] as const),
  ...(['more_than_twice', 'ids_once'] as const),
] as const;
export type SettingRule = (typeof SETTING_RULES)[number];
type Broken = { readonly rule: SettingRule } & Readonly<Record<string, string | number>>;

export const presetChannel = z.strictObject({
  channel_id: channelId,
  channel_name: channelName,
  mode: channelMode.default('open').describe('how the channel is spoken on'),
  capacity: capacity.default(100).describe('members at most'),
  srtp: channelSrtp.default('optional').describe('whether radios that speak plain RTP are let in'),
});

const mediaSettings = z.strictObject({
  io: z
    .enum(['auto', 'mmsg', 'dgram'])
    .default('auto')
    .describe(
      'how the relay moves packets: many with one system call (64-bit Linux), one at a time and the gateway the portable way too, or the faster of what the machine has',
    ),
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

const tlsSettings = z.strictObject({
  enabled: z.boolean().default(true).describe('whether the gateway speaks wss on `wss_port`'),
  cert_file: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      'a certificate of your own in PEM, with its chain; a relative path begins in the data folder; null: one is made',
    ),
  key_file: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('its private key in PEM, without a passphrase'),
});

const limitSettings = z.strictObject({
  connections: z
    .int()
    .min(1)
    .max(100_000)
    .default(Default.CONNECTIONS)
    .describe('connections to the gateway in all; one more is answered with HTTP 503'),
  connections_per_address: z
    .int()
    .min(1)
    .max(100_000)
    .default(Default.CONNECTIONS_PER_ADDRESS)
    .describe(
      'connections from one IP address, this machine’s own excepted; one more is answered with HTTP 429',
    ),
  handshake_timeout_ms: z
    .int()
    .min(100)
    .max(60_000)
    .default(Default.HANDSHAKE_TIMEOUT_MS)
    .describe('time a new connection has for TLS and the HTTP upgrade together'),
  frame_bytes: z
    .int()
    .min(Limit.FRAME_BYTES)
    .max(1024 * 1024)
    .default(Limit.FRAME_BYTES)
    .describe('bytes of one message from a radio, before it is closed (1009)'),
  message_fragments: z
    .int()
    .min(1)
    .max(16_384)
    .default(Default.MESSAGE_FRAGMENTS)
    .describe('WebSocket fragments of one message from a radio, before it is closed (1008)'),
  media_peers: z
    .int()
    .min(1)
    .max(100_000)
    .default(Default.MEDIA_PEERS)
    .describe('memberships with media in all channels together'),
  sessions: z
    .int()
    .min(1)
    .max(100_000)
    .default(Default.SESSIONS)
    .describe('radios that may be logged in together'),
  channels_per_user: z
    .int()
    .min(1)
    .max(1_000)
    .default(Default.CHANNELS_PER_USER)
    .describe('channels that one user may be in together'),
  channels: z
    .int()
    .min(1)
    .max(100_000)
    .default(Default.CHANNELS)
    .describe('channels in all, past which radios may make no more; operators may'),
  frames_per_minute: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(Default.FRAMES_PER_MINUTE)
    .describe(
      'frames of one radio in 60 s, before it is refused (1005) and then closed (4008); 0 for any number',
    ),
  failed_log_ins: z
    .int()
    .min(0)
    .max(1_000)
    .default(Default.FAILED_LOG_INS)
    .describe(
      'failed log-ins of a user or an address in a row, before it has to wait longer and longer; 0 for any number',
    ),
  packets_per_second: z
    .int()
    .min(0)
    .max(100_000)
    .default(Default.PACKETS_PER_SECOND)
    .describe('packets of one SSRC that are relayed in a second; 0 for any number'),
  session_queue_bytes: z
    .int()
    .min(4_096)
    .max(256 * 1024 * 1024)
    .default(Default.SESSION_QUEUE_BYTES)
    .describe('bytes that may wait for a radio that reads slowly, before it is closed (4013)'),
  resume_events: z
    .int()
    .min(1)
    .max(100_000)
    .default(Default.RESUME_EVENTS)
    .describe('events kept for a radio that may come back, the last ones'),
  resume_bytes: z
    .int()
    .min(1_024)
    .max(64 * 1024 * 1024)
    .default(Default.RESUME_BYTES)
    .describe('bytes of such events; half of session_queue_bytes at most is used'),
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
    wss_port: port
      .default(Default.WSS_PORT)
      .describe('TCP port of the gateway for wss (TLS); 0 picks a free one'),
    plain_ws: z
      .boolean()
      .default(true)
      .describe('whether radios may connect without TLS, on `ws_port`'),
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
    resume_window_ms: z
      .int()
      .min(0)
      .max(3_600_000)
      .default(Default.RESUME_WINDOW_MS)
      .describe('time that a radio has to come back after its connection was lost; 0: none'),
    channels: z
      .array(presetChannel)
      .default([])
      .describe('channels that exist from the start of the net'),
    tls: tlsSettings.prefault({}),
    media: mediaSettings.prefault({}),
    limits: limitSettings.prefault({}),
    journal: journalSettings.prefault({}),
  })
  .check((context) => {
    const { value } = context;
    const fault = (field: string, message: string, params: Broken): void => {
      const [outer = '', inner] = field.split('.');
      const path = inner === undefined ? [outer] : [outer, inner];
      const input = value[outer as keyof typeof value];
      context.issues.push({ code: 'custom', path, message, input, params });
    };
    if (!value.plain_ws && !value.tls.enabled) {
      const message = 'expected true, as tls.enabled is false and radios need one of the two';
      fault('plain_ws', message, { rule: 'one_way_in' });
    }
    const { cert_file, key_file } = value.tls;
    if (cert_file === null && key_file !== null) {
      fault('tls.cert_file', 'expected a file too, as tls.key_file names one', { rule: 'both' });
    }
    if (cert_file !== null && key_file === null) {
      fault('tls.key_file', 'expected a file too, as tls.cert_file names one', { rule: 'both' });
    }
    if (value.plain_ws && value.tls.enabled && value.ws_port !== 0) {
      if (value.wss_port === value.ws_port) {
        const message = `expected another port than ws_port, ${value.ws_port}`;
        fault('wss_port', message, { rule: 'another_port' });
      }
    }
    if (value.suspect_after_ms <= value.heartbeat_interval_ms) {
      const least = value.heartbeat_interval_ms;
      const params = { rule: 'more_than', other: 'heartbeat_interval_ms', least } as const;
      fault('suspect_after_ms', `expected more than heartbeat_interval_ms, ${least}`, params);
    }
    if (value.zombie_after_ms <= 2 * value.heartbeat_interval_ms) {
      const least = 2 * value.heartbeat_interval_ms;
      const params = { rule: 'more_than_twice', other: 'heartbeat_interval_ms', least } as const;
      fault('zombie_after_ms', `expected more than twice heartbeat_interval_ms, ${least}`, params);
    }
    if (value.zombie_after_ms <= value.suspect_after_ms) {
      const least = value.suspect_after_ms;
      const params = { rule: 'more_than', other: 'suspect_after_ms', least } as const;
      fault('zombie_after_ms', `expected more than suspect_after_ms, ${least}`, params);
    }
    const ids = value.channels.map((channel) => channel.channel_id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) {
      const message = `expected each channel_id once, ${JSON.stringify(twice)} is there twice`;
      fault('channels', message, { rule: 'ids_once', id: twice });
    }
  });

/** The settings with every default filled in. */
export type Settings = z.infer<typeof settings>;

/** The settings as a file or a caller may give them, defaults left out. */
export type SettingsInput = z.input<typeof settings>;

export type PresetChannel = Settings['channels'][number];
