import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipOf } from '../ip.ts';
import { Inbox } from './inbox.ts';
import { Header, Name } from './layout.ts';
import { FakeLibc } from './testing/fake-libc.ts';

/** The words of a socket address, few values each, so that many are the same in two of them. */
const name = fc.array(fc.constantFrom(0, 1, -1, 0x0100007f), { minLength: 7, maxLength: 7 });

/** Two of them that differ in one word at most. */
const names = fc
  .tuple(name, fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1, -1, 0x0100007f))
  .map(([one, index, word]) => [one, one.with(index, word)] as const);

/** An inbox that has a datagram from each of some addresses. */
function inboxOf(isV6: boolean, ...names: number[][]): Inbox {
  const inbox = new Inbox(new FakeLibc(), isV6);
  const { words, low } = inbox.memory;
  names.forEach((each, place) => {
    // Where the header says that the system shall put the address.
    const at = ((words[Header.WORDS * place + Header.NAME] ?? 0) - low) >>> 2;
    words.set(isV6 ? each : [...each.slice(0, 2), 0, 0, 0, 0, 0], at);
  });
  return inbox;
}

describe.each([true, false])('where IPv6 is spoken: %s', (isV6) => {
  it('tells addresses apart by every word of them', () => {
    fc.assert(
      fc.property(names, ([one, other]) => {
        const inbox = inboxOf(isV6, one, other);
        inbox.take(0);
        const endpoint = inbox.endpoint(() => undefined);
        expect(inbox.is(endpoint)).toBe(true);
        inbox.take(1);
        const used = isV6 ? 7 : 2;
        expect(inbox.is(endpoint)).toBe(one.slice(0, used).join() === other.slice(0, used).join());
      }),
    );
  });

  it('tells IPs apart', () => {
    fc.assert(
      fc.property(names, ([one, other]) => {
        const inbox = inboxOf(isV6, one, other);
        inbox.take(0);
        const ip = ipOf(inbox.ip);
        expect(inbox.hasIp(ip)).toBe(true);
        inbox.take(1);
        expect(inbox.hasIp(ip)).toBe(inbox.ip === ip.text);
      }),
    );
  });
});

it('takes no IPv6 address for the IPv4 address that ends like it', () => {
  const inbox = inboxOf(false, [0, 0x0100007f]);
  inbox.take(0);
  expect(inbox.ip).toBe('127.0.0.1');
  expect(inbox.hasIp(ipOf('127.0.0.1'))).toBe(true);
  expect(inbox.hasIp(ipOf('::7f00:1'))).toBe(false);
});

it('reads the port in network order', () => {
  const inbox = new Inbox(new FakeLibc(), true);
  const at = ((inbox.memory.words[Header.NAME] ?? 0) - inbox.memory.low) >>> 0;
  inbox.memory.bytes.set([10, 0, 0x9c, 0x41], at + 4 * Name.FAMILY_AND_PORT);
  inbox.take(0);
  expect(inbox.port).toBe(40_001);
});
