import { isIPv6 } from 'node:net';
import { Default } from '../contract/limits.ts';

const HOST_AND_PORT = /^(?<host>\[[^\]]+\]|[^:/?#@\s]+)(?::(?<port>\d{1,5}))?$/;

/**
 * The URL of a server, from what people type.
 *
 * @param text `host`, `host:port` (port 8080 where there is none, IPv6 addresses with a port in
 *   brackets) or a whole URL such as `ws://host:port/ws`
 * @returns a `ws:` or `wss:` URL, or null for a text that names no server
 */
export function serverUrl(text: string): string | null {
  const bare = isIPv6(text) ? `[${text}]` : text;
  const match = HOST_AND_PORT.exec(bare);
  const { host, port = Default.WS_PORT } = match?.groups ?? {};
  const whole = host === undefined ? text : `ws://${host}:${port}/ws`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (!['ws:', 'wss:'].includes(url.protocol) || url.hash !== '') return null;
  if (url.pathname === '/') url.pathname = '/ws';
  return url.href;
}
