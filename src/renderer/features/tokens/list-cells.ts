/** Cuts pasted text into lines and cells: CSV (RFC 4180), with commas or semicolons, or TSV. */

/** A line that says something. */
export type ListLine = {
  /** Counts from 1, blank lines too, as an editor does. */
  readonly number: number;
  readonly text: string;
  /** Trimmed; null where a quotation mark is left open. */
  readonly cells: readonly string[] | null;
};

type Separator = '\t' | ',' | ';';

/**
 * What parts the cells: tabs come from spreadsheets, semicolons from those that write 1,5. The first
 * one there counts, as channels inside a cell may be parted by the other.
 */
export function separatorOf(text: string): Separator {
  const bare = text.replaceAll(/"[^"\n]*"/g, '');
  if (bare.includes('\t')) return '\t';
  return /[,;]/.exec(bare)?.[0] === ';' ? ';' : ',';
}

export function listLines(text: string, separator: Separator): ListLine[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, text: line, cells: cellsOf(line, separator) }))
    .filter(({ text: line }) => line.trim() !== '');
}

function cellsOf(line: string, separator: Separator): string[] | null {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (isQuoted && character === '"' && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (isQuoted || cell.trim() === '')) {
      isQuoted = !isQuoted;
    } else if (character === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  cells.push(cell.trim());
  return isQuoted ? null : cells;
}
