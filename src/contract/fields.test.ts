import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelAllowed, channelId, userId, utf8Bytes } from './fields.ts';
import { Limit } from './limits.ts';

describe('utf8Bytes', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['é', 2],
    ['가', 3],
    ['😀', 4],
    ['\ud800', 3],
    ['a가😀', 8],
  ])('%j has %i bytes', (text, bytes) => {
    expect(utf8Bytes(text)).toBe(bytes);
  });
});

describe('channelAllowed', () => {
  it.each([
    ['*', 'anything', true],
    ['sar-*', 'sar-1', true],
    ['sar-*', 'sar-', true],
    ['sar-*', 'fire-1', false],
    ['*-north', 'sar-north', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a*bc*c', 'abc', false],
    ['alpha', 'alpha', true],
    ['alpha', 'alphabet', false],
  ])('%j for %j: %s', (pattern, id, allowed) => {
    expect(channelAllowed([pattern], id)).toBe(allowed);
  });

  it('agrees with a regular expression on whatever is asked', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, id) => {
        const plain = id.replaceAll('*', 'c');
        const model = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(channelAllowed([pattern], plain)).toBe(model.test(plain));
      }),
    );
  });
});

describe('ids', () => {
  it.each(['', '  ', 'a\nb', '\ud800', 'x'.repeat(Limit.ID_BYTES + 1)])('refuses %j', (id) => {
    expect(channelId.safeParse(id).success).toBe(false);
  });

  it.each(['a', '구조-1', 'x'.repeat(Limit.ID_BYTES)])('takes %j', (id) => {
    expect(channelId.safeParse(id).success).toBe(true);
  });

  it('leaves the name of the net itself to nobody', () => {
    expect(userId.safeParse('system').success).toBe(false);
  });
});
