import { expect, it } from 'vitest';
import { settings } from '../../../contract/settings.ts';
import { edited, editsOf, faultIsOf, shownValue } from './draft.ts';
import { movedFields } from './moved-fields.ts';

const saved = settings.parse({ ws_port: 9000 });

it('keeps what is typed, and forgets what is as it was', () => {
  let draft = edited({}, saved, 'ws_port', '90001');
  expect(shownValue(draft, saved, 'ws_port')).toBe('90001');
  draft = edited(draft, saved, 'limits.sessions', 7);
  expect(Object.keys(draft)).toEqual(['ws_port', 'limits.sessions']);
  draft = edited(draft, saved, 'ws_port', '9000');
  expect(draft).toEqual({ 'limits.sessions': 7 });
  expect(shownValue(draft, saved, 'ws_port')).toBe(9000);
});

it('sends numbers as numbers, an empty path as none, and a default as nothing', () => {
  let draft = edited({}, saved, 'ws_port', '8080');
  draft = edited(draft, saved, 'wss_port', '');
  draft = edited(draft, saved, 'tls.cert_file', 'a.pem');
  expect(editsOf(draft)).toEqual([
    { field: 'ws_port' },
    { field: 'wss_port', value: NaN },
    { field: 'tls.cert_file', value: 'a.pem' },
  ]);
  expect(edited(draft, saved, 'tls.cert_file', '')).not.toHaveProperty('tls.cert_file');
  expect(edited({}, saved, 'host', '')).toEqual({});
});

it('knows which setting a fault is about', () => {
  expect(faultIsOf({ field: 'channels[0].capacity' }, 'channels')).toBe(true);
  expect(faultIsOf({ field: 'tls.cert_file' }, 'tls.cert_file')).toBe(true);
  expect(faultIsOf({ field: 'ws_port' }, 'wss_port')).toBe(false);
});

it('knows when radios will not find the net where it was', () => {
  const now = { ws_port: 9000, wss_port: 8443 };
  expect(movedFields({ saved, waiting: [] }, now)).toEqual([]);
  const change = (field: string) => ({ field, from: '1', to: '2' });
  const waiting = ['host', 'udp_port'].map(change);
  const other = settings.parse({ ws_port: 9001 });
  expect(movedFields({ saved: other, waiting }, now)).toEqual(['host', 'ws_port']);
  const anew = settings.parse({ ws_port: 0, wss_port: 0, plain_ws: false });
  expect(movedFields({ saved: anew, waiting: [change('plain_ws')] }, now)).toEqual([
    ...['wss_port', 'plain_ws'],
  ]);
  const kept = settings.parse({ ws_port: 9000, wss_port: 8443 });
  expect(movedFields({ saved: kept, waiting: [change('ws_port')] }, now)).toEqual([]);
});
