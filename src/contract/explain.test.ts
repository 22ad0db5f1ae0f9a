import { expect, it } from 'vitest';
import { z } from 'zod';
import { explain } from './explain.ts';
import { settings } from './settings.ts';
import { clientPayload } from './wire.ts';

function fault(schema: z.ZodType, input: unknown): string {
  const { error } = schema.safeParse(input);
  return error ? explain(error, input) : '';
}

it('names the field, the value and what would be right', () => {
  const join = clientPayload[11];
  expect(fault(join, { channel_id: 'a', ssrc: -1 })).toBe('ssrc: got -1, expected at least 0');
  expect(fault(join, { channel_id: 'a', ssrc: 'x' })).toBe('ssrc: got "x", expected number');
  expect(fault(join, { channel_id: 'a' })).toBe('ssrc: got nothing, expected number');
  expect(fault(join, null)).toBe('d: got null, expected object');
  expect(fault(settings, { media: { latch: 'never' } })).toBe(
    'media.latch: got "never", expected "same-ip" or "any-ip"',
  );
  expect(fault(settings, { channels: [{ channel_id: 'a' }] })).toMatch(
    /^channels\[0\]\.channel_name: got nothing/,
  );
  expect(fault(settings, { ws_prot: 1 })).toBe('d: unknown field "ws_prot"');
});

it('never repeats a secret, and is one short line', () => {
  const text = fault(clientPayload[3], { user_id: 'a', token: 'x'.repeat(5_000) });
  expect(text).toContain('token: got a string (not shown)');
  expect(text).not.toContain('xxx');
  expect(fault(clientPayload[11], { channel_id: 'y'.repeat(5_000), ssrc: 1 }).length).toBeLessThan(
    200,
  );
});

it('refuses settings under which a punctual radio could become a zombie', () => {
  const times = { heartbeat_interval_ms: 10_000, suspect_after_ms: 15_000 };
  expect(fault(settings, { ...times, zombie_after_ms: 20_000 })).toBe(
    'zombie_after_ms: got 20000, expected more than twice heartbeat_interval_ms, 20000',
  );
  expect(fault(settings, { ...times, zombie_after_ms: 20_001 })).toBe('');
});
