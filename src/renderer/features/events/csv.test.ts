import { describe, expect, it } from 'vitest';
import { csvHead, csvLine } from './csv.ts';

describe('a record', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+49 30', `"'+49 30"`],
    ['-2', `"'-2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    ['\nx', `"'\nx"`],
    ['  =1', `"'  =1"`],
    ['＝1', `"'＝1"`],
    ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
  ])('makes text of %j', (value, cell) => {
    expect(csvLine([value])).toBe(`${cell}\r\n`);
  });

  it.each([
    ['radio-1', '"radio-1"'],
    ['a=b', '"a=b"'],
    ['one, "two"\r\nthree', '"one, ""two""\r\nthree"'],
    ['수색 남쪽', '"수색 남쪽"'],
    ['', '""'],
    [null, ''],
    [1001, '1001'],
  ])('leaves %j as it is', (value, cell) => {
    expect(csvLine([value])).toBe(`${cell}\r\n`);
  });

  it('has its cells between commas', () => {
    expect(csvLine([1, null, 'x'])).toBe('1,,"x"\r\n');
  });
});

it('a file begins with a byte order mark', () => {
  expect(Buffer.from(csvHead(['id'])).toString('hex')).toBe('efbbbf22696422' + '0d0a');
});
