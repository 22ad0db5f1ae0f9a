/** Byte order mark: without it spreadsheets take UTF-8 for something else. */
const BOM = '\ufeff';

/**
 * What a spreadsheet would take for a formula, and may run: after blanks as well, and in the wide
 * forms that some of them take for the same.
 */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A cell, quoted (RFC 4180, section 2); one that looks like a formula is made text. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** One record with its end of line. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** The beginning of a file: its names of columns. */
export function csvHead(names: readonly string[]): string {
  return BOM + csvLine(names);
}
