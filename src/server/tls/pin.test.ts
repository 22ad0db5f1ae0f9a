import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePin, pinInGroups } from '../../contract/pin.ts';

const hash = createHash('sha256').update('a key').digest();
const pin = `sha256/${hash.toString('base64')}`;

it('is written as in RFC 7469, and in groups to be read aloud', () => {
  expect(parsePin(pin)).toBe(pin);
  const groups = hash.toString('hex').toUpperCase().match(/.{4}/g) ?? [];
  expect(pinInGroups(pin)).toBe(groups.join(' '));
});

it('can be typed as it is read aloud, and as openssl writes it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const its = `sha256/${Buffer.from(bytes).toString('base64')}`;
      const colons = (Buffer.from(bytes).toString('hex').match(/../g) ?? []).join(':');
      expect(parsePin(pinInGroups(its))).toBe(its);
      expect(parsePin(` ${colons} `)).toBe(its);
      expect(parsePin(its)).toBe(its);
    }),
  );
});

it.each(['', 'sha256/', 'sha1/abc=', pin.slice(0, -1), `${pin}=`, `${hash.toString('hex')}0`])(
  'is not %j',
  (text) => {
    expect(parsePin(text)).toBeNull();
  },
);

it('has one spelling: bits beyond the hash are nought', () => {
  const zeros = `sha256/${'A'.repeat(42)}A=`;
  expect(parsePin(zeros)).toBe(zeros);
  expect(parsePin(`sha256/${'A'.repeat(42)}B=`)).toBeNull();
});
