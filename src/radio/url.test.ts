import { expect, it } from 'vitest';
import { serverUrl } from './url.ts';

it.each([
  ['example.org', 'ws://example.org:8080/ws'],
  ['192.0.2.1:9000', 'ws://192.0.2.1:9000/ws'],
  ['host:80', 'ws://host/ws'],
  ['::1', 'ws://[::1]:8080/ws'],
  ['[::1]:9000', 'ws://[::1]:9000/ws'],
  ['ws://host:9000/ws', 'ws://host:9000/ws'],
  ['ws://host:9000', 'ws://host:9000/ws'],
  ['wss://host/radio', 'wss://host/radio'],
])('takes %s for %s', (text, url) => {
  expect(serverUrl(text)).toBe(url);
});

it.each(['', 'http://host/ws', 'host:99999', 'host/ws', 'a b', 'ws://', 'ws://host/ws#x', 'x:y'])(
  'takes %j for no server',
  (text) => {
    expect(serverUrl(text)).toBeNull();
  },
);
