import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ManualClock } from '../manual-clock.ts';
import { bench, claims, connect, kinds, open } from './testing/books.ts';
import type { Bench } from './testing/fixtures.ts';

describe('the file of older versions', () => {
  const minted = (desk: Bench<ManualClock>, jti: string): string =>
    JSON.stringify({ record: 'minted', claims: claims(desk, jti) });

  test('is taken over once, and kept under another name', () => {
    const desk = bench();
    const { tokens, revoked } = desk.dataDir;
    const lines = [
      minted(desk, 'a'),
      JSON.stringify({ record: 'used', jti: 'a', at: 5 }),
      minted(desk, 'b'),
      JSON.stringify({ record: 'revoked', jti: 'b', at: 7 }),
      'garbage',
      '{"record":"minted","cl',
    ];
    writeFileSync(tokens, lines.join('\n'));
    const views = open(desk).views();
    expect(
      views.map(({ jti, revoked_at, last_used_at }) => [jti, revoked_at, last_used_at]),
    ).toEqual([
      ['a', null, 5],
      ['b', 7, null],
    ]);
    expect(desk.warnings).toEqual([expect.stringContaining('line 5 is damaged')]);
    expect(readFileSync(revoked, 'utf8')).toContain('"jti":"b"');
    expect(existsSync(tokens)).toBe(false);
    expect(readFileSync(`${tokens}.imported`, 'utf8')).toBe(lines.join('\n'));
    const db = connect(desk);
    expect(open(desk, db).views()).toEqual(views);
    expect(kinds(db)).toEqual(['tokens.imported null']);
  });

  test('changes nothing where it comes a second time, as after a crash in between', () => {
    const desk = bench();
    writeFileSync(desk.dataDir.tokens, `${minted(desk, 'a')}\n`);
    const book = open(desk);
    book.revoke('a');
    writeFileSync(desk.dataDir.tokens, `${minted(desk, 'a')}\n`);
    expect(open(desk).views()).toEqual(book.views());
  });
});
