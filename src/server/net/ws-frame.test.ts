import * as ws from 'ws';
import { describe, expect, it } from 'vitest';
import { textFrame } from './ws-frame.ts';

/** How `ws` frames a message itself; its types do not tell of it. */
const { Sender } = ws as unknown as {
  Sender: { frame(data: Buffer, options: Record<string, unknown>): Buffer[] };
};

describe('a text frame', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536, 100_000])(
    'of %i bytes is what ws makes of it',
    (bytes) => {
      const text = 'x'.repeat(bytes);
      const options = { fin: true, opcode: 1, mask: false, readOnly: true, rsv1: false };
      expect(textFrame(text)).toEqual(Buffer.concat(Sender.frame(Buffer.from(text), options)));
    },
  );

  it('counts bytes, not letters', () => {
    const frame = textFrame('가'.repeat(42));
    expect([...frame.subarray(0, 4)]).toEqual([0x81, 126, 0, 126]);
    expect(frame.subarray(4).toString()).toBe('가'.repeat(42));
  });
});
