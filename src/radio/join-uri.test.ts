import { expect, it } from 'vitest';
import { joinUri, parseJoinUri } from '../contract/join-uri.ts';

const pin = `sha256/${'+/aA'.repeat(10)}+/A=`;

it('says where the net is and how to know it, in a form that people can read', () => {
  expect(joinUri({ url: 'wss://192.168.1.5:8443/ws', pin })).toBe(
    `livechat://join?url=wss://192.168.1.5:8443/ws&pin=${pin.replaceAll('+', '%2B')}`,
  );
});

it.each([
  { url: 'wss://192.168.1.5:8443/ws', pin },
  { url: 'wss://[2001:db8::5]:8443/ws', pin, user: 'radio 1&2', token: 'a.b-c_d' },
  { url: 'wss://host/ws', pin: undefined, user: '구조대', token: 'a=b%&+#?' },
  { url: 'ws://host:8080/ws' },
])('comes back as it went: %j', (invitation) => {
  const uri = joinUri(invitation);
  expect(parseJoinUri(uri)).toEqual({
    pin: undefined,
    user: undefined,
    token: undefined,
    ...invitation,
  });
  // Any other parser of URLs reads the same.
  expect(new URL(uri).searchParams.get('url')).toBe(invitation.url);
  expect(new URL(uri).searchParams.get('token') ?? undefined).toBe(invitation.token);
  expect(new URL(uri).searchParams.get('pin') ?? undefined).toBe(invitation.pin);
});

it('ignores what a later version may add', () => {
  const uri = 'livechat://join?v=2&url=wss://host/ws&colour=blue&flag';
  expect(parseJoinUri(uri)).toMatchObject({ url: 'wss://host/ws' });
});

it.each([
  ['https://join?url=wss://host/ws', /livechat:\/\/join/],
  ['livechat://join?pin=sha256/abc', /url/],
  ['livechat://join?url=http://host/', /url/],
  ['livechat://join?url=wss://host/ws&pin=md5/abc', /pin/],
  [`livechat://join?url=ws://host/ws&pin=${encodeURIComponent(pin)}`, /pin/],
  ['livechat://join?url=wss://host/ws&url=wss://other/ws', /once/],
  ['livechat://join?url=wss://host/ws&user=%E0%A4%A', /user/],
])('says what is wrong with %s', (uri, fault) => {
  const parsed = parseJoinUri(uri);
  expect('fault' in parsed && parsed.fault).toMatch(fault);
});
